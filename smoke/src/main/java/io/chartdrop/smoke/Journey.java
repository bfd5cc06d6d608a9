package io.chartdrop.smoke;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/** One file's way from the upload to the records, asked as a clinic's program would ask. */
final class Journey {
  private static final Duration LOOKS = Duration.ofMillis(500);

  private final Api api;
  private final String run;
  private final Duration patience;

  /**
   * @param run names this run's file and patient, so that no run finds another's
   * @param patience how long a file may take to be read
   */
  Journey(Api api, String run, Duration patience) {
    this.api = api;
    this.run = run;
    this.patience = patience;
  }

  void run(Report report) {
    report.ask("nobody is let in without a token", this::nobody);
    String path = upload(report, "an upload is taken", "smoke-" + run + ".csv");
    if (path.isEmpty()) {
      return;
    }
    if (!report.ask(
        "the file is read, one row of three sent back",
        () -> closedAs(path, "COMPLETED_WITH_REJECTS", List.of(3, 2, 0, 1)))) {
      return;
    }
    report.ask("a record is found by its number", () -> finds("mrn=SMOKE-" + run, 2));
    report.ask(
        "it is found by name and day",
        () -> finds("last_name=smoke" + run + "&from=2026-03-01&to=2026-03-01", 1));
    report.ask("the bad row is told with its code", () -> rejects(path));
    String again = upload(report, "the same bytes are taken again", "smoke-" + run + "-again.csv");
    if (!again.isEmpty()) {
      report.ask(
          "they are seen to be a duplicate",
          () -> closedAs(again, "DUPLICATE", List.of(0, 0, 0, 0)));
    }
    report.ask("a file that is not there is not there", this::noFile);
  }

  private String nobody() throws IOException, InterruptedException {
    return expect(401, api.getAsNobody("/api/v1/files"));
  }

  private String noFile() throws IOException, InterruptedException {
    return expect(404, api.get("/api/v1/files/20260301T000000-000000000000"));
  }

  /** The path of the file's own page, or nothing. */
  private String upload(Report report, String what, String name) {
    String[] path = {""};
    report.ask(
        what,
        () -> {
          Api.Answer answer = api.upload(name, csv());
          path[0] = answer.status() == 202 ? URI.create(answer.location()).getPath() : "";
          return expect(202, answer);
        });
    return path[0];
  }

  private String csv() {
    return """
    medical_record_number,first_name,last_name,date_time,doctors_notes
    SMOKE-%1$s,Ann,Smoke%1$s,2026-03-01 09:30,Nobody. A smoke test.
    SMOKE-%1$s,Ann,Smoke%1$s,2026-03-02 09:30,Nobody. A smoke test.
    SMOKE-%1$s,Ann,Smoke%1$s,,Nobody. This row has no time.
    """
        .formatted(run);
  }

  /**
   * @param counts read, new, known, rejected
   */
  private String closedAs(String path, String status, List<Integer> counts)
      throws IOException, InterruptedException {
    long end = System.nanoTime() + patience.toNanos();
    Api.Answer answer = api.get(path);
    while (answer.status() == 200 && !answer.json().hasNonNull("finished_at")) {
      if (System.nanoTime() > end) {
        return "after %s it is %s".formatted(patience, answer.json().path("status").asText());
      }
      Thread.sleep(LOOKS.toMillis());
      answer = api.get(path);
    }
    if (answer.status() != 200) {
      return expect(200, answer);
    }
    JsonNode file = answer.json();
    JsonNode rows = file.path("rows");
    List<Integer> found =
        List.of(
            rows.path("read").asInt(-1),
            rows.path("new").asInt(-1),
            rows.path("known").asInt(-1),
            rows.path("rejected").asInt(-1));
    String ended = file.path("status").asText();
    return ended.equals(status) && found.equals(counts)
        ? ""
        : "it is %s %s, not %s %s".formatted(ended, found, status, counts);
  }

  private String finds(String query, int records) throws IOException, InterruptedException {
    Api.Answer answer = api.get("/api/v1/records?" + query);
    if (answer.status() != 200) {
      return expect(200, answer);
    }
    int found = answer.json().path("items").size();
    return found == records ? "" : "%d were found, not %d".formatted(found, records);
  }

  private String rejects(String path) throws IOException, InterruptedException {
    Api.Answer answer = api.get(path + "/rejects");
    if (answer.status() != 200) {
      return expect(200, answer);
    }
    List<String> codes =
        answer.json().path("items").findValuesAsText("code").stream().distinct().toList();
    return codes.equals(List.of("MISSING_VALUE")) ? "" : "its codes are " + codes;
  }

  private static String expect(int status, Api.Answer answer) {
    return answer.status() == status
        ? ""
        : "the answer is %d, not %d".formatted(answer.status(), status);
  }
}
