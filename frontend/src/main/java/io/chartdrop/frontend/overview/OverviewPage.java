package io.chartdrop.frontend.overview;

import io.chartdrop.frontend.WebProperties;
import io.chartdrop.frontend.api.ApiClient;
import io.chartdrop.frontend.api.FileEntry;
import io.chartdrop.frontend.api.Summary;
import io.chartdrop.frontend.files.FileList;
import io.chartdrop.frontend.page.ClinicTime;
import io.chartdrop.frontend.page.ClinicTimes;
import io.chartdrop.frontend.page.Fingerprint;
import io.chartdrop.frontend.page.Htmx;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** The first page: today, what needs somebody, the last 30 days, and where to send files. */
@Controller
class OverviewPage {
  private static final int DAYS = 30;
  private static final int LOOKED_AT = 50;
  private static final int LATEST = 8;

  private final ApiClient api;
  private final ClinicTimes times;
  private final WebProperties properties;

  OverviewPage(ApiClient api, ClinicTimes times, WebProperties properties) {
    this.api = api;
    this.times = times;
    this.properties = properties;
  }

  /**
   * @param seen fingerprint of what the page shows already
   */
  @GetMapping("/")
  ModelAndView show(
      @RequestParam Optional<String> seen,
      HttpServletRequest request,
      HttpSession session,
      Model model) {
    List<FileEntry> files = api.files(Optional.empty(), LOOKED_AT, Optional.empty()).items();
    Summary summary = api.summary(DAYS);
    // whatever else the page shows changes with these: each file that ends is counted in a day
    Fingerprint now = Fingerprint.of("", List.of(files, summary.days()));
    if (Htmx.isLive(request) && now.isShownBy(seen)) {
      return new ModelAndView("fragments/nothing", HttpStatus.NO_CONTENT);
    }
    model.addAttribute("fingerprint", now);
    model.addAttribute(
        "list", new FileList("/", files.stream().limit(LATEST).toList(), Optional.empty()));
    ClinicTime time = times.remember(session, summary);
    model.addAttribute("time", time);
    model.addAttribute("today", summary.days().get(0));
    Instant since =
        summary.days().get(0).day().minusDays(DAYS).atStartOfDay(time.zone()).toInstant();
    model.addAttribute("needing", Needing.of(api, files, since));
    if (Htmx.isLive(request)) {
      return new ModelAndView("fragments/overview-live :: live");
    }
    model.addAttribute("days", summary.days());
    model.addAttribute("chart", RowsChart.of(summary.days()));
    model.addAttribute("sftp", properties.sftp().orElse(null));
    return new ModelAndView("overview");
  }
}
