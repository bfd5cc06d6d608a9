package io.chartdrop.frontend.upload;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import org.apache.tomcat.util.http.fileupload.FileItemIterator;
import org.apache.tomcat.util.http.fileupload.FileItemStream;
import org.apache.tomcat.util.http.fileupload.FileUpload;
import org.apache.tomcat.util.http.fileupload.servlet.ServletRequestContext;

/**
 * The fields of an upload form, one after the other as they come in, none of them kept. The
 * container's own reading would put whole files on disk first.
 */
public final class FormParts {
  private static final String ATTRIBUTE = FormParts.class.getName();
  private static final int FIELD_LIMIT = 1024;

  /** A name of 200 letters that take three bytes each, and what stands round it. */
  private static final int HEADER_LIMIT = 4096;

  private final FileItemIterator fields;

  private FormParts(FileItemIterator fields) {
    this.fields = fields;
  }

  /** A chosen file. */
  public record FilePart(String name, InputStream content) {}

  public static boolean isForm(HttpServletRequest request) {
    String type = request.getContentType();
    return type != null && type.toLowerCase(Locale.ROOT).startsWith("multipart/form-data");
  }

  /**
   * The same for everybody who asks during a request, for what has been read is gone.
   *
   * @throws BrokenFormException if it is no form, or breaks off
   */
  public static FormParts of(HttpServletRequest request) {
    if (request.getAttribute(ATTRIBUTE) instanceof FormParts known) {
      return known;
    }
    try {
      FileUpload upload = new FileUpload();
      upload.setHeaderEncoding(StandardCharsets.UTF_8.name());
      upload.setPartHeaderSizeMax(HEADER_LIMIT);
      FormParts parts = new FormParts(upload.getItemIterator(new ServletRequestContext(request)));
      request.setAttribute(ATTRIBUTE, parts);
      return parts;
    } catch (IOException e) {
      throw new BrokenFormException();
    }
  }

  /** The first field, if it has this name and is short; then no other has been touched. */
  public Optional<String> leadingField(String name) {
    try {
      if (!fields.hasNext()) {
        return Optional.empty();
      }
      FileItemStream field = fields.next();
      if (!field.isFormField() || !name.equals(field.getFieldName())) {
        return Optional.empty();
      }
      byte[] value = field.openStream().readNBytes(FIELD_LIMIT + 1);
      return value.length > FIELD_LIMIT
          ? Optional.empty()
          : Optional.of(new String(value, StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new BrokenFormException();
    }
  }

  /** The next file that was chosen; what is left of the one before is skipped. */
  public Optional<FilePart> nextFile() {
    try {
      while (fields.hasNext()) {
        FileItemStream field = fields.next();
        String name = field.getName();
        if (!field.isFormField() && name != null && !name.isBlank()) {
          return Optional.of(new FilePart(name, field.openStream()));
        }
      }
      return Optional.empty();
    } catch (IOException e) {
      throw new BrokenFormException();
    }
  }
}
