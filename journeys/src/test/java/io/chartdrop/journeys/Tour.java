package io.chartdrop.journeys;

import static java.util.stream.Collectors.toMap;

import io.chartdrop.local.process.Repository;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;

/** Every page, with what a clinic has after a few days: the samples, and one corrected record. */
final class Tour {
  private static final List<String> SAMPLES =
      List.of(
          "riverside/daily-2026-03-02.csv",
          "riverside/seven-rows-to-mend.csv",
          "riverside/full-export-2026-03-03.csv",
          "lakeside/visit-date-missing.csv");
  private static final String AGAIN = "riverside/daily-2026-03-02-sent-again.csv";
  private static final String CORRECTED = "correction-2026-03-04.csv";

  /** As in the daily file, but for one dose and the room. */
  private static final String CORRECTION =
      """
      medical_record_number,first_name,last_name,date_time,doctors_notes,provider,room
      R101840,Esmé,Cobblestone,2026-03-02 08:30,"S: Headache x 1 wk, worse in the morning.
      O: BP 131/91, HR 79, afebrile.
      A: tension headache.
      P: naproxen 500 mg as needed, screen breaks; recheck in two weeks.",PA J. Moreau,3B
      """;

  private final Chromium browser;
  private final Staff staff;
  private final Map<String, String> files;

  /**
   * @param clinic is sent the files unless it has them, and is waited for
   */
  Tour(Chromium browser, Product product, Clinic clinic) {
    this.browser = browser;
    this.staff = new Staff(browser, product, clinic);
    if (clinic.ledger(CORRECTED).isEmpty()) {
      SAMPLES.forEach(sample -> sends(clinic, sample));
      sends(clinic, AGAIN);
      clinic.puts(CORRECTED, CORRECTION);
      clinic.awaitClosed(CORRECTED);
    }
    files =
        clinic.ledger().stream()
            .collect(toMap(LedgerRow::name, LedgerRow::fileId, (first, later) -> first));
  }

  private static void sends(Clinic clinic, String sample) {
    String name = sample.substring(sample.indexOf('/') + 1);
    try {
      clinic.puts(
          name, Files.readString(Repository.root().resolve("local/samples").resolve(sample)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    clinic.awaitClosed(name);
  }

  /** What one looks at, by the name of its picture. */
  record Stop(String name, Runnable goes) {
    @Override
    public String toString() {
      return name;
    }
  }

  /** To be gone through in this order. */
  List<Stop> stops() {
    return List.of(
        new Stop("sign-in", () -> signsOut("#username")),
        new Stop("sign-in-refused", this::mistypes),
        new Stop("overview", staff::signsIn),
        new Stop("overview-table", () -> opens("/", "#chart-table", "details")),
        new Stop("records", () -> opens("/records", "#no-search")),
        new Stop("search", () -> opens("/records?who=m&notes=recheck", "#visits")),
        new Stop("search-nobody", () -> opens("/records?who=Nobody", "#no-results")),
        new Stop("search-mistake", () -> opens("/records?notes=knee", "#mistakes")),
        new Stop("patient", () -> opens("/patient?mrn=R101149", ".visits")),
        new Stop("patient-versions", () -> opens("/patient?mrn=R101840", "ins")),
        new Stop("files", () -> opens("/files", "#file-list table")),
        new Stop("files-none", () -> opens("/files?status=FAILED", ".empty")),
        new Stop("file", () -> opens(file("daily-2026-03-02.csv"), "#file")),
        new Stop(
            "file-rejects",
            () -> opens(file("seven-rows-to-mend.csv"), "#rejects details dl", "#rejects details")),
        new Stop("file-not-taken", () -> opens(file("visit-date-missing.csv"), "#problem")),
        new Stop(
            "file-duplicate", () -> opens(file("daily-2026-03-02-sent-again.csv"), "#duplicate")),
        new Stop("upload", () -> opens("/upload", ".drop-zone")),
        new Stop("upload-refused", this::sendsAPhoto),
        new Stop("idle", this::isAway),
        new Stop("not-found", () -> opens("/files/nothing", "#trouble")),
        new Stop("signed-out", this::leaves));
  }

  private String file(String name) {
    return "/files/" + files.get(name);
  }

  private void opens(String path, String shown) {
    staff.opens(path);
    browser.awaits(shown);
  }

  private void opens(String path, String shown, String opened) {
    staff.opens(path);
    browser.runs("document.querySelector(arguments[0]).open = true", opened);
    browser.awaits(shown);
  }

  private void signsOut(String shown) {
    browser.forgetsCookies();
    opens("/", shown);
  }

  private void mistypes() {
    signsOut("#username");
    browser.awaits("#username").sendKeys("riverside");
    browser.awaits("#password").sendKeys("riverside");
    browser.clicks("Sign in");
    browser.awaits(".problem");
  }

  private void sendsAPhoto() {
    opens("/upload", ".drop-zone");
    staff.chooses(staff.writes("photo.png", "no photo"));
    browser.clicksOn(".upload-form button");
    browser.awaits(".upload-refused");
  }

  private void isAway() {
    opens("/files", "#file-list table");
    browser.runs("document.getElementById('idle').showModal()");
    browser.awaits("#idle-stay");
  }

  private void leaves() {
    staff.opens("/");
    staff.signsOut();
  }
}
