package io.chartdrop.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.Keys;

/** A clinic's staff at the pages, for the first time, in every way that one can use them. */
@Tag("deeper")
class NewcomerPagesIT {
  private static Chromium browser;
  private static Product product;

  private final Family family = Family.unknown();
  private final String once = family.once();

  @BeforeAll
  static void opensTheBrowser() {
    browser = Chromium.start();
    product = Product.running();
  }

  @AfterAll
  static void countsHold() {
    if (browser != null) {
      browser.close();
      product.requireBalancedLedger();
    }
  }

  @BeforeEach
  void sitsAtADesk() {
    browser.looksAtScreenOf(1280, 900);
    browser.forbidsScript(false);
    browser.forgetsCookies();
    browser.complaints();
  }

  @AfterEach
  void noPageComplained() {
    assertThat(browser.complaints()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"riverside", "lakeside"})
  void newcomer_seesFilesArrive_findsPatients_mendsABadFile_andLeavesNothingBehind(String id) {
    // two files come by SFTP, one at the overview, one at the list, with a visit in two versions
    // each way to search · a bad file: why, download, mend, upload · out · the other clinic comes
    Clinic clinic = clinic(id);
    Staff staff = new Staff(browser, product, clinic);
    String morning = "morning-" + once + ".csv";
    String evening = "evening-" + once + ".csv";

    staff.signsIn();
    browser.staysOnThePage(
        () -> {
          clinic.puts(morning, Csv.of(family.morning()));
          staff.seesArrive(morning, "Stored");
        });
    browser.clicks("Files");
    browser.awaitsText("h1", "Files");
    browser.staysOnThePage(
        () -> {
          clinic.puts(evening, Csv.of(family.evening()));
          staff.seesArrive(evening, "Stored");
        });

    browser.clicks("Records");
    findsEachWay(staff);
    readsThePatient(staff, morning);
    mendsABadFile(staff);

    staff.signsOut();
    browser.goesBack();
    browser.awaits("#password");
    assertThat(browser.text()).doesNotContain(family.name());
    staff.opens("/");
    browser.awaits("#password");

    Clinic other = clinic.id().equals("riverside") ? product.lakeside() : product.riverside();
    seesNothingOf(clinic, new Staff(browser, product, other));
  }

  private static Clinic clinic(String id) {
    return id.equals("riverside") ? product.riverside() : product.lakeside();
  }

  private void findsEachWay(Staff staff) {
    staff.types("who", family.mrn(2));
    staff.isTold("1 visit for medical record number “" + family.mrn(2) + "”");
    browser.awaitsText("#visits", family.name() + "a, Bo");

    staff.clears();
    staff.types("who", family.name());
    staff.isTold("3 visits for last names that begin with “" + family.name() + "”");
    browser.awaitsAddress("/records?who=" + family.name());
    browser.awaitsText("#visits", "2 versions");
    staff.types("who", "a, b");
    staff.isTold(
        "1 visit for last names that begin with “" + family.name() + "a”, first names with “b”");

    staff.clears();
    staff.types("who", family.name());
    staff.types("from", "03022026");
    staff.types("to", "03032026");
    staff.isTold("2 visits");
    staff.types("notes", "knee");
    staff.isTold("1 visit");
    browser.awaitsText("#visits mark", "Knee");

    staff.clears();
    staff.types("who", family.name() + "c");
    browser.awaitsText("#no-results", "Nobody found");
    assertThat(browser.textOf("#result-count")).startsWith("No visits for");
  }

  private void readsThePatient(Staff staff, String file) {
    staff.clears();
    browser.awaits("#who").sendKeys(family.name() + "a, ana", Keys.ENTER);
    browser.clicksOn("[data-result]");
    browser.awaitsText("h1", family.name() + "a, Ana");
    assertThat(browser.textOf("main"))
        .contains(family.mrn(1), "2 versions", "The versions differ in doctor's notes")
        .contains("Sun, Mar 1, 2026", "9:30 AM", "From line 2 of " + file);
    assertThat(browser.textOf(".notes")).contains("knee pain.\nRest, ice.");
    assertThat(browser.textOf("del")).isEqualTo("Left");
    assertThat(browser.textOf("ins")).isEqualTo("Right");
    browser.clicks("Back to the search");
    browser.awaitsAddress("/records?who=" + family.name() + "a%2C");
  }

  /** One row has no number and one a date of no calendar. */
  private List<List<String>> bad() {
    return List.of(
        Csv.HEADER,
        List.of(family.mrn(4), "Cleo", family.name() + "d", "2026-03-04 09:00", "Well."),
        List.of("", "Dan", family.name() + "d", "2026-03-04 10:00", "=Well, he says"),
        List.of(family.mrn(6), "Eve", family.name() + "d", "2026-02-30 11:00", "Well, too."));
  }

  private List<List<String>> mended(List<List<String>> rejects) {
    List<List<String>> rows = new ArrayList<>();
    rejects.forEach(row -> rows.add(new ArrayList<>(row)));
    rows.get(1).set(0, family.mrn(5));
    rows.get(2).set(3, "2026-03-02 11:00");
    return rows;
  }

  private void mendsABadFile(Staff staff) {
    Path bad = staff.writes("bad-" + once + ".csv", bad());
    browser.clicks("Upload");
    staff.chooses(bad);
    browser.clicksOn(".upload-form button");
    browser.awaitsText(".upload-list", "3 rows read: 1 new, 0 known, 2 rejected");
    browser.clicks("See why, and mend bad-" + once + ".csv");

    browser.awaitsText("h1", "bad-" + once + ".csv");
    assertThat(browser.textOf("#file-status")).isEqualTo("Rows to mend");
    assertThat(browser.textOf("#rejects"))
        .contains("3", "medical_record_number", "A required cell is blank", "Fill it in.")
        .contains("4", "date_time", "2026-02-30 11:00", "BAD_DATE_TIME", "Write it like");
    browser.clicks("Download rejected rows");
    List<List<String>> rejects = staff.findsDownloaded("bad-" + once + "-rejects.csv");
    assertThat(rejects).hasSize(3);

    staff.chooses(staff.writes("mended-" + once + ".csv", mended(rejects)));
    browser.clicksOn(".upload-form button");
    browser.awaitsText(".upload-list", "2 rows read: 2 new, 0 known, 0 rejected");
    browser.awaitsText(".upload-list", "Stored");
    staff.opens("/records?who=" + family.name() + "d%2C+dan");
    browser.awaitsText("#visits", "=Well, he says");
  }

  private void seesNothingOf(Clinic clinic, Staff other) {
    String file = clinic.ledger("morning-" + once + ".csv").get(0).fileId();
    other.signsIn();
    assertThat(browser.textOf("main")).doesNotContain(once);
    other.opens("/files");
    browser.awaits("#file-list");
    assertThat(browser.textOf("main")).doesNotContain(once);
    for (String who : List.of(family.mrn(1), family.name())) {
      other.opens("/records?who=" + who);
      browser.awaits("#no-results");
    }
    for (String path :
        List.of(
            "/patient?mrn=" + family.mrn(1), "/files/" + file, "/files/" + file + "/rejects.csv")) {
      other.opens(path);
      browser.awaitsText("h1", "There is nothing here");
    }
  }

  @Test
  void sameFileTwice_leadsToTheFirst_andAFileIsReadAgain() {
    Clinic clinic = product.riverside();
    Staff staff = new Staff(browser, product, clinic);
    clinic.puts("bad-" + once + ".csv", Csv.of(bad()));
    clinic.puts("good-" + once + ".csv", Csv.of(family.evening()));
    String bad = clinic.awaitClosed("bad-" + once + ".csv").fileId();
    String good = clinic.awaitClosed("good-" + once + ".csv").fileId();
    clinic.puts("again-" + once + ".csv", Csv.of(family.evening()));
    String again = clinic.awaitClosed("again-" + once + ".csv").fileId();
    staff.signsIn();

    staff.opens("/files/" + again);
    browser.awaitsText("#file-status", "Duplicate");
    browser.clicksOn("#duplicate a");
    browser.awaitsAddress("/files/" + good);
    browser.awaitsText("#file-status", "Stored");

    staff.opens("/files/" + bad);
    browser.clicksOn("#retry");
    browser.awaitsText(".story", "The kept original was put in line again.");
    browser.awaitsText("#file-status", "Rows to mend");
    assertThat(browser.textOf(".counts")).contains("Known\n1").contains("Rejected\n2");
    browser.clicks("The file that it reads again");
    browser.awaitsAddress("/files/" + bad);
  }

  @Test
  void wrongFiles_areRefusedInWords_andDroppedOnesAreSent() {
    Staff staff = new Staff(browser, product, product.riverside());
    staff.signsIn();
    staff.opens("/upload");
    browser.runs(
        """
        const files = new DataTransfer();
        files.items.add(new File([arguments[0]], arguments[1]));
        files.items.add(new File(['x'], 'photo.png'));
        files.items.add(new File([], 'nothing.csv'));
        document.querySelector('.drop-zone').dispatchEvent(
            new DragEvent('drop', {dataTransfer: files, bubbles: true, cancelable: true}));
        """,
        Csv.of(family.evening()),
        "dropped-" + once + ".csv");

    browser.awaitsText(".upload-list", "Only CSV files can be uploaded");
    browser.awaitsText(".upload-list", "The file is empty");
    browser.awaitsText(".upload-list", "1 row read: 1 new");
  }

  @Test
  void everythingIsDone_byKeyboardAlone() {
    // the dialog that chooses a file is the system's: the test puts the file in where it would open
    Clinic clinic = product.lakeside();
    Staff staff = new Staff(browser, product, clinic);
    clinic.puts("keys-" + once + ".csv", Csv.of(family.morning()));
    clinic.awaitClosed("keys-" + once + ".csv");
    staff.opens("/");

    browser.awaits("#username");
    browser.presses(clinic.id(), Keys.TAB, clinic.password(), Keys.ENTER);
    browser.awaits("#clinic");
    browser.tabsTo(".skip-link");
    browser.presses(Keys.ENTER);
    assertThat(browser.focused().getAttribute("id")).isEqualTo("main");

    browser.presses("/");
    browser.presses(family.name(), Keys.ENTER);
    browser.awaits("#visits");
    browser.presses("/");
    browser.presses(Keys.ARROW_DOWN, Keys.ARROW_DOWN, Keys.ARROW_UP);
    assertThat(browser.focused().getText()).isEqualTo(family.name() + "a, Ana");
    browser.presses(Keys.ESCAPE);
    assertThat(browser.focused().getAttribute("id")).isEqualTo("who");
    browser.presses(Keys.ARROW_DOWN, Keys.ENTER);
    browser.awaitsText("h1", family.name() + "a, Ana");

    browser.tabsTo(".top-nav a[href='/upload']");
    browser.presses(Keys.ENTER);
    browser.awaitsText("h1", "Upload");
    browser.tabsTo("#upload-files");
    staff.chooses(staff.writes("typed-" + once + ".csv", bad()));
    browser.tabsTo(".upload-form button");
    browser.presses(Keys.ENTER);
    browser.awaitsText(".upload-list", "Rows to mend");
    browser.tabsTo(".upload-list li > div > a[href]");
    browser.presses(Keys.ENTER);

    browser.awaitsText("#file-status", "Rows to mend");
    browser.tabsTo("#rejects summary");
    browser.presses(Keys.ENTER);
    browser.awaitsText("#rejects details[open]", "first_name");
    browser.tabsTo("#upload-files");
    browser.tabsTo("#download-rejects");
    browser.presses(Keys.ENTER);
    List<List<String>> rejects = staff.findsDownloaded("typed-" + once + "-rejects.csv");
    browser.tabsTo("#upload-files");
    staff.chooses(staff.writes("mended-keys-" + once + ".csv", mended(rejects)));
    browser.tabsTo(".upload-form button");
    browser.presses(Keys.ENTER);
    browser.awaitsText(".upload-list", "Stored");

    browser.tabsTo("#sign-out button");
    browser.presses(Keys.ENTER);
    browser.awaitsText("h1", "You are signed out");
  }

  @Test
  void everythingIsDone_withoutScript() {
    Clinic clinic = product.riverside();
    Staff staff = new Staff(browser, product, clinic);
    browser.forbidsScript(true);
    staff.signsIn();
    clinic.puts("plain-" + once + ".csv", Csv.of(family.morning()));
    browser.clicks("Files");
    reloadsUntil("plain-" + once + ".csv");

    browser.clicks("Records");
    browser.awaits("#who").sendKeys(family.name() + "b");
    browser.clicks("Find");
    staff.isTold("1 visit");
    browser.clicksOn("[data-result]");
    browser.awaitsText(".notes", "Knee is better.");

    browser.clicks("Upload");
    staff.chooses(staff.writes("sent-" + once + ".csv", bad()));
    browser.clicksOn(".upload-form button");
    browser.awaitsText("#uploaded", "sent-" + once + ".csv");
    browser.clicksOn("#uploaded a");
    reloadsUntil("Rows to mend");
    browser.clicks("Download rejected rows");
    List<List<String>> rejects = staff.findsDownloaded("sent-" + once + "-rejects.csv");
    staff.chooses(staff.writes("mended-plain-" + once + ".csv", mended(rejects)));
    browser.clicksOn(".upload-form button");
    browser.awaitsText("#uploaded", "mended-plain-" + once + ".csv");
    browser.clicksOn("#uploaded a");
    reloadsUntil("All 2 rows are stored.");
    staff.signsOut();
  }

  /** As somebody does whose page does not keep itself up to date. */
  private static void reloadsUntil(String words) {
    await(words)
        .atMost(Duration.ofSeconds(60))
        .pollInterval(Duration.ofMillis(500))
        .until(
            () -> {
              browser.reloads();
              return browser.text().contains(words);
            });
  }
}
