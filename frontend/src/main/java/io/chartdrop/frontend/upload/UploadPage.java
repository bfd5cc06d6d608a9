package io.chartdrop.frontend.upload;

import io.chartdrop.frontend.api.ApiClient;
import io.chartdrop.frontend.api.ApiException;
import io.chartdrop.frontend.api.Trouble;
import io.chartdrop.frontend.page.Htmx;
import io.chartdrop.frontend.upload.FormParts.FilePart;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Files from the browser: by script one at a time, by the plain form all in one. */
@Controller
class UploadPage {
  private static final int NAME_LIMIT = 200;

  private final ApiClient api;

  UploadPage(ApiClient api) {
    this.api = api;
  }

  @GetMapping("/upload")
  String show() {
    return "upload";
  }

  @PostMapping("/upload")
  ModelAndView receive(HttpServletRequest request, RedirectAttributes afterwards) {
    if (!FormParts.isForm(request)) {
      throw new ApiException(Trouble.BAD_REQUEST);
    }
    List<Upload> uploads = new ArrayList<>();
    FormParts parts = FormParts.of(request);
    for (Optional<FilePart> part = parts.nextFile(); part.isPresent(); part = parts.nextFile()) {
      Upload upload = passOn(part.get());
      uploads.add(upload);
      if (upload.isBrokenOff()) {
        break; // so is the form, and whatever was to come after it
      }
    }
    if (Htmx.isPartial(request)) {
      return new ModelAndView("fragments/uploads :: uploads", "uploads", uploads);
    }
    if (uploads.isEmpty()) {
      afterwards.addFlashAttribute("nothingChosen", true);
    }
    afterwards.addFlashAttribute("uploads", uploads);
    return new ModelAndView("redirect:/upload");
  }

  private Upload passOn(FilePart part) {
    String name = part.name().substring(part.name().lastIndexOf('\\') + 1);
    Optional<String> type = contentType(name);
    if (type.isEmpty()) {
      return Upload.refused(name, "upload.wrong-ending", Optional.empty());
    }
    if (name.length() > NAME_LIMIT) {
      return Upload.refused(name, "upload.long-name", Optional.empty());
    }
    try (Relay relay = new Relay(part.content())) {
      return passOn(name, type.get(), relay);
    }
  }

  private Upload passOn(String name, String type, Relay relay) {
    try {
      return Upload.taken(api.upload(name, type, relay));
    } catch (ApiException e) {
      if (e.trouble() == Trouble.SIGN_IN_AGAIN) {
        throw e;
      }
      Trouble trouble = relay.isBroken() ? Trouble.BROKEN_OFF : e.trouble();
      return Upload.refused(
          name,
          "trouble." + trouble.name().toLowerCase(Locale.ROOT),
          isOfFile(trouble) ? e.detail() : Optional.empty());
    }
  }

  /** What the API says of a file is more to the point than our words for all files. */
  private static boolean isOfFile(Trouble trouble) {
    return trouble == Trouble.BAD_REQUEST
        || trouble == Trouble.WRONG_TYPE
        || trouble == Trouble.TOO_LARGE;
  }

  private static Optional<String> contentType(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    if (lower.endsWith(".csv.gz")) {
      return Optional.of("application/gzip");
    }
    return lower.endsWith(".csv") ? Optional.of("text/csv") : Optional.empty();
  }
}
