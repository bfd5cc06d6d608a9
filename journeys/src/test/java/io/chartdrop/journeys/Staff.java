package io.chartdrop.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.openqa.selenium.By;

/**
 * Somebody who works at a clinic, at the browser, with a folder for downloads and files to send.
 */
final class Staff {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Chromium browser;
  private final String web;
  private final Clinic clinic;
  private final Path desk = Product.directory("desk");

  Staff(Chromium browser, Product product, Clinic clinic) {
    this.browser = browser;
    this.web = product.address("CHARTDROP_WEB");
    this.clinic = clinic;
    browser.keepsDownloadsIn(desk);
  }

  void opens(String path) {
    browser.open(web + path);
  }

  /** Whoever was signed in before is not any more. */
  void signsIn() {
    browser.forgetsCookies();
    opens("/");
    assertThat(browser.awaits("#people").getText()).contains(clinic.id(), clinic.password());
    browser.awaits("#username").sendKeys(clinic.id());
    browser.awaits("#password").sendKeys(clinic.password());
    browser.clicks("Sign in");
    browser.awaitsText("#clinic", clinic.id());
  }

  void signsOut() {
    browser.clicksOn("#sign-out button");
    browser.awaitsText("h1", "You are signed out");
  }

  /** By typing, without a press of the button. */
  void types(String id, String words) {
    browser.awaits("#" + id).sendKeys(words);
  }

  /** A new search with nothing in it. */
  void clears() {
    browser.clicksOn("#clear");
    browser.awaits("#no-search");
  }

  /** What the live count says; waits for it. */
  void isTold(String words) {
    browser.awaitsText("#result-count", words);
  }

  /** Waits for the file in the list on the page, without loading the page again. */
  void seesArrive(String name, String status) {
    browser.awaitsText(rowOf(name), status);
  }

  /** The line of the file in a list of files. */
  private static By rowOf(String name) {
    return By.xpath("//tr[th[normalize-space()='%s']]".formatted(name));
  }

  /** Chooses files in the form on the page; nothing is sent yet. */
  void chooses(Path... files) {
    String paths = String.join("\n", Stream.of(files).map(Path::toString).toList());
    browser.awaits("#upload-files").sendKeys(paths);
  }

  /** A file to send. */
  Path writes(String name, List<List<String>> rows) {
    return writes(name, Csv.of(rows));
  }

  Path writes(String name, String content) {
    try {
      return Files.writeString(desk.resolve(name), content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits for the whole download of that name; its cells. */
  List<List<String>> findsDownloaded(String name) {
    Path file = desk.resolve(name);
    await("the download of " + name).atMost(PATIENCE).until(() -> Files.exists(file));
    try {
      return Csv.cells(Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
