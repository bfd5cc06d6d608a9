package io.chartdrop.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What a file may hold to do harm, and what is only hard to show: all of it is read as text. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Tag("deeper")
class HostilePagesIT {
  private static final List<String> HEADER =
      Stream.concat(Csv.HEADER.stream(), Stream.of("<b onclick=\"harmed=0\">Ward")).toList();
  private static final String SCRIPT = "<script>window.harmed = 1</script>";
  private static final String IMAGE = "\"><img src=x onerror=\"window.harmed = 2\">";
  private static final String FORMULA = "=HYPERLINK(\"http://127.0.0.1/?\"&A1,\"click\")";
  private static final String EXPRESSIONS = "${7*7} #{brand} [[${7*7}]] {{7*7}} @{/files}";
  private static final String ARABIC = "ألم في الركبة اليسرى منذ يومين.\nParacetamol 500 mg";
  private static final String UNBROKEN = "x".repeat(2_000);

  /** Twice these make a note of 300 KB. */
  private static final int NUMBERS = 26_500;

  private final String once = UUID.randomUUID().toString().substring(0, 8);
  private final String file = "<img src=x onerror=harmed=3> " + once + ".csv";
  private Chromium browser;
  private Staff staff;
  private String fileId;

  @BeforeAll
  void aFileComes() {
    browser = Chromium.start();
    Product product = Product.running();
    Clinic clinic = product.riverside();
    clinic.puts(file, Csv.of(rows("before")));
    fileId = clinic.awaitClosed(file).fileId();
    clinic.puts("later-" + file, Csv.of(rows("after")));
    clinic.awaitClosed("later-" + file);
    staff = new Staff(browser, product, clinic);
    browser.looksAtScreenOf(360, 740);
    staff.signsIn();
  }

  @AfterAll
  void closesIt() {
    if (browser != null) {
      browser.close();
    }
  }

  /** Of the long note the word in the middle is another one in the second file. */
  private List<List<String>> rows(String word) {
    return List.of(
        HEADER,
        List.of(mrn(1), IMAGE, SCRIPT, "2026-03-01 09:30", SCRIPT + "\n" + EXPRESSIONS, SCRIPT),
        List.of(mrn(2), "=1+1", "Formula", "2026-03-01 10:30", FORMULA, "@SUM(1)"),
        List.of(mrn(3), "שרה", "כהן", "2026-03-01 11:30", ARABIC, "جناح ٣"),
        List.of(mrn(4), UNBROKEN.substring(0, 90), "Long", "2026-03-01 12:30", note(word), ""),
        List.of(mrn(5), IMAGE, SCRIPT, SCRIPT, FORMULA, IMAGE));
  }

  private String mrn(int patient) {
    return "<i>" + once + patient;
  }

  private static String note(String word) {
    String half =
        UNBROKEN
            + IntStream.range(0, NUMBERS)
                .mapToObj(i -> i % 12 == 0 ? i + "\n" : i + " ")
                .collect(Collectors.joining());
    return half + word + " " + half;
  }

  @Test
  void listsOfFiles_andRejectedRows_areText() {
    staff.opens("/");
    browser.awaitsText("#needing", file);
    isHarmless();
    staff.opens("/files");
    browser.awaitsText("#file-list", file);
    isHarmless();
    staff.opens("/files/" + fileId);
    browser.awaitsText("h1", file);
    browser.runs("document.querySelector('#rejects details').open = true");
    assertThat(browser.textOf("#rejects")).contains(SCRIPT, FORMULA, IMAGE, "BAD_DATE_TIME");
    isHarmless();
  }

  @Test
  void script_andExpressions_areText_whereverTheyStand() {
    staff.opens("/records?who=%3Ci%3E" + once + 1);
    browser.awaitsText("#visits", SCRIPT + ", " + IMAGE);
    assertThat(browser.textOf("#visits")).contains(mrn(1), "${7*7} #{brand}");
    isHarmless();
    browser.clicksOn("[data-result]");
    browser.awaitsText(".notes", SCRIPT + "\n" + EXPRESSIONS);
    assertThat(browser.textOf("h1")).isEqualTo(SCRIPT + ", " + IMAGE);
    assertThat(browser.textOf(".version")).contains(HEADER.get(5), file);
    isHarmless();
  }

  @Test
  void formula_isShownAsItWasWritten() {
    opensPatient(2);
    assertThat(browser.textOf(".notes")).isEqualTo(FORMULA);
    assertThat(browser.textOf("h1")).isEqualTo("Formula, =1+1");
    isHarmless();
  }

  @Test
  void rightToLeft_isReadFromTheRight_andTurnsNothingElseRound() {
    opensPatient(3);
    assertThat(browser.textOf(".notes")).isEqualTo(ARABIC);
    assertThat(browser.runs("return getComputedStyle(document.querySelector('.notes')).direction"))
        .isEqualTo("rtl");
    assertThat(browser.runs("return getComputedStyle(document.querySelector('h1')).direction"))
        .isEqualTo("ltr");
    // the number beside it begins as it is written
    assertThat(browser.textOf(".mrn")).isEqualTo(mrn(3));
    isHarmless();
  }

  @Test
  void longNote_isThereToTheLastLetter_comparedAndBesideAPageThatStillWorks() {
    staff.opens("/records?who=%3Ci%3E" + once + 4);
    browser.awaitsText("#visits", "2 versions");
    assertThat(browser.textOf("#visits").length()).isLessThan(1_000);
    isHarmless();
    browser.clicksOn("[data-result]");
    browser.awaitsText("ins", "after"); // behind the whole first note, which takes its time
    assertThat(browser.runs("return document.querySelector('.notes').textContent"))
        .isEqualTo(note("before"));
    assertThat(browser.textOf("del")).isEqualTo("before");
    assertThat(browser.textOf("ins")).isEqualTo("after");
    isHarmless();
    browser.clicksOn(".crumbs a");
    browser.awaits("#visits");
  }

  private void opensPatient(int patient) {
    staff.opens("/patient?mrn=%3Ci%3E" + once + patient);
    browser.awaits(".notes");
  }

  /**
   * Nothing ran, nothing was tried that the content policy forbids, nothing is wider than it may.
   */
  private void isHarmless() {
    assertThat(browser.runs("return window.harmed === undefined")).isEqualTo(true);
    assertThat(browser.runs("return document.querySelectorAll('main script, main img').length"))
        .isEqualTo(0L);
    assertThat(browser.runs("return document.documentElement.scrollWidth")).isEqualTo(360L);
    assertThat(browser.complaints()).isEmpty();
  }
}
