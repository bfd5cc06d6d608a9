package io.chartdrop.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Pages that are open while the network or the session goes away. */
@Tag("deeper")
class TroubledPagesIT {
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
  static void closesIt() {
    if (browser != null) {
      browser.close();
    }
  }

  @BeforeEach
  void sitsAtADesk() {
    browser.looksAtScreenOf(1280, 900);
    browser.forgetsCookies();
    browser.complaints();
  }

  @AfterEach
  void noPageComplained() {
    assertThat(browser.complaints()).isEmpty();
  }

  @Test
  void listThatGetsNoAnswer_saysSo_andGoesOnByItself_underTheHandThatHoldsAFile() {
    Clinic clinic = product.riverside();
    Staff staff = new Staff(browser, product, clinic);
    clinic.puts("held-" + once + ".csv", Csv.of(family.morning()));
    String file = clinic.awaitClosed("held-" + once + ".csv").fileId();
    staff.signsIn();
    staff.opens("/files");
    browser.tabsTo("#file-" + file);

    browser.staysOnThePage(
        () -> {
          browser.isOffline(true);
          clinic.puts("later-" + once + ".csv", Csv.of(family.evening()));
          browser.awaitsText("#live-trouble", "Chartdrop cannot be reached");
          browser.isOffline(false);
          staff.seesArrive("later-" + once + ".csv", "Stored");
          assertThat(browser.textOf("#live-trouble")).isBlank();
        });
    assertThat(browser.focused().getText()).isEqualTo("held-" + once + ".csv");
  }

  @Test
  void searchThatGetsNoAnswer_saysSo_andForgetsWhatWasFound() {
    Clinic clinic = product.lakeside();
    Staff staff = new Staff(browser, product, clinic);
    clinic.puts("away-" + once + ".csv", Csv.of(family.morning()));
    clinic.awaitClosed("away-" + once + ".csv");
    staff.signsIn();
    staff.opens("/records");
    staff.types("who", family.name());
    staff.isTold("3 visits");

    browser.isOffline(true);
    staff.types("who", "a");
    browser.awaitsText("#results", "This search got no answer.");
    assertThat(browser.textOf("#result-count")).isBlank();
    assertThat(browser.textOf("#live-trouble")).isBlank();

    browser.isOffline(false);
    staff.types("who", ", b");
    staff.isTold("1 visit");
    assertThat(browser.has("#results [data-trouble]")).isFalse();
  }

  @Test
  void signingOutInOneTab_takesThePatientsOffTheOthers() {
    Clinic clinic = product.riverside();
    Staff staff = new Staff(browser, product, clinic);
    clinic.puts("tabs-" + once + ".csv", Csv.of(family.morning()));
    clinic.awaitClosed("tabs-" + once + ".csv");
    staff.signsIn();
    staff.opens("/records?who=" + family.name());
    browser.awaitsText("#visits", family.name());

    String patients = browser.tab();
    browser.opensTab(product.address("CHARTDROP_WEB") + "/files");
    staff.signsOut();
    browser.closesTab(patients);
    browser.awaitsText("h1", "You are signed out");
    assertThat(browser.text()).doesNotContain(family.name());
  }

  @Test
  void filesThatDidNotGo_areNamed_whereTheSessionHasEnded() {
    // three files · two are sent at a time
    Staff staff = new Staff(browser, product, product.riverside());
    staff.signsIn();
    staff.opens("/upload");
    List<String> names =
        IntStream.range(0, 3).mapToObj(i -> "late-" + i + "-" + once + ".csv").toList();
    staff.chooses(
        names.stream().map(name -> staff.writes(name, family.evening())).toArray(Path[]::new));

    browser.forgetsCookies();
    browser.staysOnThePage(
        () -> {
          browser.clicksOn(".upload-form button");
          browser.awaitsText(".upload-list li:nth-child(3)", "Please sign in again");
          browser.awaitsText(".upload-list li:nth-child(2)", "Please sign in again");
          browser.awaitsText(".upload-list li:nth-child(1)", "Please sign in again");
          assertThat(browser.textOf(".upload-list .file-name").lines())
              .containsExactlyInAnyOrderElementsOf(names);
        });
    assertThat(browser.runs("return document.querySelector('.upload-said').textContent").toString())
        .contains(once, "Please sign in again");
  }
}
