package io.chartdrop.frontend.records;

import io.chartdrop.frontend.api.ApiClient;
import io.chartdrop.frontend.api.ApiException;
import io.chartdrop.frontend.api.PatientRecord;
import io.chartdrop.frontend.api.RecordPage;
import io.chartdrop.frontend.api.RecordQuery;
import io.chartdrop.frontend.api.Trouble;
import io.chartdrop.frontend.page.ClinicTime;
import io.chartdrop.frontend.records.Visits.Visit;
import jakarta.servlet.http.HttpSession;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** All visits of a patient. The number stands in the query, for paths end up in logs. */
@Controller
class PatientPage {
  private static final int PAGE = 100;

  /** A page of the API holds at most 1 MB; more than this no browser likes to show. */
  private static final int PAGES = 10;

  private final ApiClient api;
  private final FileNames names;

  PatientPage(ApiClient api, FileNames names) {
    this.api = api;
    this.names = names;
  }

  /**
   * @param next where the later visits of a patient with very many begin
   */
  @GetMapping("/patient")
  String show(
      @RequestParam(defaultValue = "") String mrn,
      @RequestParam Optional<String> next,
      HttpSession session,
      Model model) {
    if (mrn.isBlank()) {
      return "redirect:/records";
    }
    List<PatientRecord> records = new ArrayList<>();
    Optional<String> after = next.filter(token -> !token.isBlank());
    int pages = 0;
    do {
      RecordPage page = api.records(RecordQuery.ofPatient(mrn, PAGE, after));
      records.addAll(page.items());
      after = page.next();
      pages++;
    } while (after.isPresent() && pages < PAGES);
    if (records.isEmpty()) {
      throw new ApiException(Trouble.NOT_FOUND);
    }
    List<Visit> visits = Visits.of(records);
    PatientRecord latest = visits.get(0).latest();
    model.addAttribute("patient", latest);
    model.addAttribute("otherNames", otherNames(records, latest));
    model.addAttribute("visits", visits);
    model.addAttribute("names", names.of(records, session));
    model.addAttribute("time", new ClinicTime(ZoneId.of(latest.timeZone())));
    model.addAttribute("laterVisits", after.orElse(null));
    model.addAttribute("isLaterPage", next.isPresent());
    return "patient";
  }

  private static List<String> otherNames(List<PatientRecord> records, PatientRecord latest) {
    String shown = name(latest);
    return records.stream()
        .map(PatientPage::name)
        .filter(name -> !name.equals(shown))
        .distinct()
        .toList();
  }

  private static String name(PatientRecord record) {
    return record.lastName() + ", " + record.firstName();
  }
}
