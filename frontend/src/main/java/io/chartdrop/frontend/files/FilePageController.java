package io.chartdrop.frontend.files;

import io.chartdrop.frontend.api.ApiClient;
import io.chartdrop.frontend.api.ApiException;
import io.chartdrop.frontend.api.FileEntry;
import io.chartdrop.frontend.api.FileStatus;
import io.chartdrop.frontend.api.RejectPage;
import io.chartdrop.frontend.api.RejectsCsv;
import io.chartdrop.frontend.api.Trouble;
import io.chartdrop.frontend.page.ClinicTimes;
import io.chartdrop.frontend.page.Fingerprint;
import io.chartdrop.frontend.page.Htmx;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Supplier;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** One file: what happened to it, its rejected rows, and what can be done. */
@Controller
class FilePageController {
  private static final int REJECTS = 50;

  private final ApiClient api;
  private final ClinicTimes times;

  FilePageController(ApiClient api, ClinicTimes times) {
    this.api = api;
    this.times = times;
  }

  /**
   * @param rejects where the page of rejected rows begins
   * @param seen fingerprint of what the page shows already
   */
  @GetMapping("/files/{fileId}")
  ModelAndView show(
      @PathVariable String fileId,
      @RequestParam Optional<String> rejects,
      @RequestParam Optional<String> seen,
      HttpServletRequest request,
      HttpSession session,
      Model model) {
    FileEntry file = api.file(fileId);
    Fingerprint now = fingerprint(file);
    if (Htmx.isLive(request) && now.isShownBy(seen)) {
      return new ModelAndView("fragments/nothing", HttpStatus.NO_CONTENT);
    }
    model.addAttribute("file", file);
    model.addAttribute("fingerprint", now);
    model.addAttribute("says", !now.isToldBy(seen));
    model.addAttribute("story", FileStory.of(file));
    model.addAttribute("time", times.of(session));
    if (file.status() == FileStatus.COMPLETED_WITH_REJECTS) {
      Optional<RejectPage> kept =
          found(() -> api.rejects(fileId, REJECTS, rejects.filter(token -> !token.isBlank())));
      kept.ifPresent(page -> model.addAttribute("rejects", RejectView.of(page)));
      model.addAttribute("rejectsGone", kept.isEmpty());
      model.addAttribute("nextRejects", kept.flatMap(RejectPage::next).orElse(null));
      model.addAttribute("isLaterPage", rejects.isPresent());
    }
    file.duplicateOf()
        .flatMap(id -> found(() -> api.file(id)))
        .ifPresent(f -> model.addAttribute("original", f));
    file.retryOf()
        .flatMap(id -> found(() -> api.file(id)))
        .ifPresent(f -> model.addAttribute("retried", f));
    return new ModelAndView(Htmx.isLive(request) ? "fragments/file :: live" : "file");
  }

  /** A file's row may have been taken out of the ledger since, its rejected rows are not kept. */
  private static <T> Optional<T> found(Supplier<T> asked) {
    try {
      return Optional.of(asked.get());
    } catch (ApiException e) {
      if (e.trouble() == Trouble.NOT_FOUND) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /** How far one file is, for the list of uploads. */
  @GetMapping("/files/{fileId}/progress")
  ModelAndView progress(@PathVariable String fileId, @RequestParam Optional<String> seen) {
    FileEntry file = api.file(fileId);
    if (fingerprint(file).isShownBy(seen)) {
      return new ModelAndView("fragments/nothing", HttpStatus.NO_CONTENT);
    }
    ModelAndView part = new ModelAndView("fragments/file-progress :: live");
    part.addObject("file", file);
    part.addObject("fingerprint", fingerprint(file));
    return part;
  }

  @GetMapping("/files/{fileId}/rejects.csv")
  void download(@PathVariable String fileId, HttpServletResponse response) throws IOException {
    FileEntry file = api.file(fileId);
    try (RejectsCsv rows = api.rejectsCsv(fileId)) {
      response.setContentType("text/csv;charset=UTF-8");
      response.setHeader(
          "Content-Disposition", Downloads.attachment(Downloads.rejectsName(file.name())));
      rows.length().ifPresent(response::setContentLengthLong);
      rows.content().transferTo(response.getOutputStream());
    } catch (IOException e) {
      if (response.isCommitted()) {
        // Spring would take an end of file for a browser that has gone, and end in order
        throw new IllegalStateException("The download broke off");
      }
      response.reset(); // the page that says so is no file of that name and length
      throw e;
    }
  }

  @PostMapping("/files/{fileId}/retry")
  String retry(@PathVariable String fileId) {
    return "redirect:/files/" + api.retry(fileId).fileId();
  }

  private static Fingerprint fingerprint(FileEntry file) {
    return Fingerprint.of(file.status(), file);
  }
}
