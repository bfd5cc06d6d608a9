package io.chartdrop.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.openqa.selenium.By;
import org.openqa.selenium.Cookie;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.support.ui.ExpectedConditions;
import org.openqa.selenium.support.ui.WebDriverWait;

/** A real browser, without a window. */
final class Chromium implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final ChromeDriver driver;

  private Chromium(Path browser, Path chromeDriver) {
    ChromeOptions options = new ChromeOptions();
    options.setBinary(browser.toFile());
    options.addArguments(
        "--headless=new",
        "--no-sandbox",
        "--disable-dev-shm-usage",
        "--disable-gpu",
        "--disable-background-networking",
        "--window-size=1400,900");
    ChromeDriverService service =
        new ChromeDriverService.Builder()
            .usingDriverExecutable(chromeDriver.toFile())
            .withEnvironment(Map.of("LANG", "en_US.UTF-8"))
            .build();
    driver = new ChromeDriver(service, options);
  }

  /** Where there is none the test is skipped, and says so loudly; with {@code CI=true} it fails. */
  static Chromium start() {
    Optional<Path> browser = onPath("chromium", "chromium-browser", "google-chrome");
    Optional<Path> chromeDriver = onPath("chromedriver");
    boolean there = browser.isPresent() && chromeDriver.isPresent();
    if (!there) {
      String words =
          "There is no Chromium with its driver: apt-get install chromium chromium-driver";
      System.err.println("\n*** SKIPPED, the pages are not looked at. " + words + " ***\n");
      assertThat(System.getenv("CI")).as(words).isNotEqualTo("true");
      assumeTrue(false, words);
    }
    return new Chromium(browser.orElseThrow(), chromeDriver.orElseThrow());
  }

  private static Optional<Path> onPath(String... names) {
    return Arrays.stream(names)
        .flatMap(
            name ->
                Stream.of(System.getenv("PATH").split(":")).map(folder -> Path.of(folder, name)))
        .filter(Files::isExecutable)
        .findFirst();
  }

  void open(String address) {
    driver.get(address);
  }

  String address() {
    return driver.getCurrentUrl();
  }

  String text() {
    return driver.findElement(By.tagName("body")).getText();
  }

  /** The text of all elements that the selector finds, in one. */
  String textOf(String css) {
    Object text =
        driver.executeScript(
            "return [...document.querySelectorAll(arguments[0])].map(e => e.innerText).join('\\n')",
            css);
    return String.valueOf(text);
  }

  WebElement awaits(String css) {
    return awaits(By.cssSelector(css));
  }

  /** Waits for it to be there and to be seen. */
  WebElement awaits(By what) {
    return new WebDriverWait(driver, PATIENCE)
        .until(ExpectedConditions.visibilityOfElementLocated(what));
  }

  /** The link or button that says just this. */
  void clicks(String words) {
    By what = By.xpath("//*[self::a or self::button][normalize-space()='%s']".formatted(words));
    new WebDriverWait(driver, PATIENCE)
        .until(ExpectedConditions.elementToBeClickable(what))
        .click();
  }

  String cookie(String name) {
    return Optional.ofNullable(driver.manage().getCookieNamed(name))
        .map(Cookie::getValue)
        .orElseThrow();
  }

  void photographs(Path png) {
    try {
      Files.createDirectories(png.getParent());
      Files.write(png, driver.getScreenshotAs(OutputType.BYTES));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    driver.quit();
  }
}
