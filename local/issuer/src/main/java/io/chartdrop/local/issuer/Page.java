package io.chartdrop.local.issuer;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/** A page from a template beside this class; what it shows is escaped. */
final class Page {
  private static final MediaType HTML = new MediaType(MediaType.TEXT_HTML, StandardCharsets.UTF_8);

  private final Template template;

  private Page(Template template) {
    this.template = template;
  }

  /**
   * @param name without {@code .html}
   */
  static Page of(String name) {
    return new Page(Mustache.compiler().compile(text(name + ".html")));
  }

  ResponseEntity<String> show(int status, Object view) {
    return ResponseEntity.status(status).contentType(HTML).body(template.execute(view));
  }

  /** A file beside this class. */
  static String text(String name) {
    try (InputStream file = Page.class.getResourceAsStream(name)) {
      if (file == null) {
        throw new IllegalStateException(name + " is not in this jar");
      }
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
