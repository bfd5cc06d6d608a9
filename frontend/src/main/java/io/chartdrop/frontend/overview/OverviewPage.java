package io.chartdrop.frontend.overview;

import io.chartdrop.frontend.WebProperties;
import io.chartdrop.frontend.api.ApiClient;
import io.chartdrop.frontend.api.FileEntry;
import io.chartdrop.frontend.api.FilePage;
import io.chartdrop.frontend.api.Summary;
import io.chartdrop.frontend.files.FileList;
import io.chartdrop.frontend.page.ClinicTimes;
import io.chartdrop.frontend.page.Htmx;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
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
  private static final int NEEDING = 5;

  private final ApiClient api;
  private final ClinicTimes times;
  private final WebProperties properties;

  OverviewPage(ApiClient api, ClinicTimes times, WebProperties properties) {
    this.api = api;
    this.times = times;
    this.properties = properties;
  }

  /**
   * @param seen fingerprint of the files that the page shows already
   */
  @GetMapping("/")
  ModelAndView show(
      @RequestParam Optional<String> seen,
      HttpServletRequest request,
      HttpSession session,
      Model model) {
    FilePage files = api.files(Optional.empty(), LOOKED_AT, Optional.empty());
    List<FileEntry> latest = files.items().stream().limit(LATEST).toList();
    FileList list = new FileList("/", latest, Optional.empty());
    if (Htmx.isLive(request) && seen.filter(list.fingerprint()::equals).isPresent()) {
      return new ModelAndView("fragments/nothing", HttpStatus.NO_CONTENT);
    }
    Summary summary = api.summary(DAYS);
    model.addAttribute("list", list);
    model.addAttribute("time", times.remember(session, summary));
    model.addAttribute("today", summary.days().get(0));
    model.addAttribute(
        "needing",
        files.items().stream()
            .filter(file -> file.status().needsAttention())
            .limit(NEEDING)
            .toList());
    if (Htmx.isLive(request)) {
      return new ModelAndView("fragments/overview-live :: live");
    }
    model.addAttribute("days", summary.days());
    model.addAttribute("chart", RowsChart.of(summary.days()));
    model.addAttribute("sftp", properties.sftp().orElse(null));
    return new ModelAndView("overview");
  }
}
