package io.chartdrop.frontend.files;

import io.chartdrop.frontend.api.ApiClient;
import io.chartdrop.frontend.api.FileStatus;
import io.chartdrop.frontend.page.ClinicTimes;
import io.chartdrop.frontend.page.Htmx;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.util.UriComponentsBuilder;

/** All files, newest first. */
@Controller
class FileListPage {
  private static final int PAGE = 50;

  private final ApiClient api;
  private final ClinicTimes times;

  FileListPage(ApiClient api, ClinicTimes times) {
    this.api = api;
    this.times = times;
  }

  /**
   * @param seen fingerprint of what the page shows already
   */
  @GetMapping("/files")
  ModelAndView show(
      @RequestParam(required = false) @Nullable String status,
      @RequestParam Optional<String> next,
      @RequestParam Optional<String> seen,
      HttpServletRequest request,
      HttpSession session,
      Model model) {
    Optional<FileStatus> wanted = known(status);
    UriComponentsBuilder address = UriComponentsBuilder.fromPath("/files");
    wanted.ifPresent(known -> address.queryParam("status", known));
    FileList list =
        FileList.of(address.toUriString(), api.files(wanted, PAGE, next.filter(t -> !t.isBlank())));
    if (Htmx.isLive(request) && list.fingerprint().isShownBy(seen)) {
      return new ModelAndView("fragments/nothing", HttpStatus.NO_CONTENT);
    }
    model.addAttribute("list", list);
    model.addAttribute("isLaterPage", next.isPresent());
    model.addAttribute("time", times.of(session));
    model.addAttribute("status", wanted.orElse(null));
    if (Htmx.isLive(request)) {
      model.addAttribute("says", !list.fingerprint().isToldBy(seen));
      return new ModelAndView("fragments/file-list :: live");
    }
    model.addAttribute("statuses", FileStatus.values());
    return new ModelAndView("files");
  }

  /** An address that somebody typed shows all files rather than nothing. */
  private static Optional<FileStatus> known(@Nullable String status) {
    return Arrays.stream(FileStatus.values())
        .filter(value -> value.name().equalsIgnoreCase(status))
        .findFirst();
  }
}
