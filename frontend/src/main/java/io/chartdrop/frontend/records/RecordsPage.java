package io.chartdrop.frontend.records;

import io.chartdrop.frontend.api.ApiClient;
import io.chartdrop.frontend.api.RecordPage;
import io.chartdrop.frontend.page.ClinicTime;
import io.chartdrop.frontend.page.Htmx;
import io.chartdrop.frontend.records.Search.Mistake;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** One box that finds patients. */
@Controller
class RecordsPage {
  private static final int PAGE = 25;

  /** A page of the API may be empty although more follow; a search in notes has many such. */
  private static final int LOOKS = 5;

  private final ApiClient api;

  RecordsPage(ApiClient api) {
    this.api = api;
  }

  /**
   * @param as how the page before understood the search
   */
  @GetMapping("/records")
  String show(
      @RequestParam(defaultValue = "") String who,
      @RequestParam(defaultValue = "") String from,
      @RequestParam(defaultValue = "") String to,
      @RequestParam(defaultValue = "") String notes,
      @RequestParam Optional<String> as,
      @RequestParam Optional<String> next,
      HttpServletRequest request,
      HttpServletResponse response,
      Model model) {
    Search search = new Search(who, from, to, notes);
    List<Mistake> mistakes = search.mistakes();
    model.addAttribute("search", search);
    model.addAttribute("mistakes", mistakes);
    model.addAttribute("isLaterPage", next.isPresent());
    if (!search.isBlank() && mistakes.isEmpty()) {
      Results results = find(search, as, next);
      model.addAttribute("results", results);
      List<Found> visits = Found.of(results.page().items(), search.notes());
      model.addAttribute("visits", visits);
      // a clinic has one zone; a visit from before it was changed names its own
      visits.stream()
          .findFirst()
          .ifPresent(visit -> model.addAttribute("time", new ClinicTime(visit.zone())));
      model.addAttribute(
          "nextAddress",
          results.page().next().isEmpty()
              ? null
              : search.address(Optional.of(results.reading().kind()), results.page().next()));
    }
    if (Htmx.isPartial(request)) {
      Htmx.showAddress(response, search.address());
      return "fragments/results :: results";
    }
    return "records";
  }

  /** What one reading of the search found. */
  record Results(Reading reading, RecordPage page) {}

  private Results find(Search search, Optional<String> as, Optional<String> next) {
    List<Reading> readings = Reading.of(search.who());
    if (next.isPresent()) {
      Reading same =
          readings.stream()
              .filter(reading -> as.filter(reading.kind().name()::equals).isPresent())
              .findFirst()
              .orElse(readings.get(0));
      return look(search, same, next);
    }
    Results first = look(search, readings.get(0), Optional.empty());
    Results results = first;
    for (int i = 1; i < readings.size() && hasNothing(results); i++) {
      results = look(search, readings.get(i), Optional.empty());
    }
    return hasNothing(results) ? first : results;
  }

  private static boolean hasNothing(Results results) {
    return results.page().items().isEmpty() && results.page().next().isEmpty();
  }

  private Results look(Search search, Reading reading, Optional<String> next) {
    RecordPage page = api.records(search.query(reading, PAGE, next));
    for (int i = 1; i < LOOKS && page.items().isEmpty() && page.next().isPresent(); i++) {
      page = api.records(search.query(reading, PAGE, page.next()));
    }
    return new Results(reading, page);
  }
}
