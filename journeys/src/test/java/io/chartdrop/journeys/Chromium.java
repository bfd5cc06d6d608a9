package io.chartdrop.journeys;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.deque.html.axecore.selenium.AxeBuilder;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.openqa.selenium.By;
import org.openqa.selenium.Cookie;
import org.openqa.selenium.Keys;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebDriverException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.WindowType;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.support.ui.ExpectedConditions;
import org.openqa.selenium.support.ui.WebDriverWait;

/** A real browser, without a window. */
final class Chromium implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration POLL = Duration.ofMillis(100);
  private static final String AXE = axe();
  private static final Pattern ASSET = Pattern.compile("/(assets|webjars)/");

  private static final int MOST_TABS = 80;
  private static final String FOCUS =
      """
      const here = document.activeElement;
      if (here !== document.body && getComputedStyle(here).outlineStyle !== 'solid') {
        return here.outerHTML;
      }
      return here.matches(arguments[0]) ? 'there' : 'on the way';
      """;

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
        "--disable-component-update",
        "--disable-sync",
        "--no-first-run",
        "--window-size=1400,900");
    options.setCapability("goog:loggingPrefs", Map.of("browser", "ALL"));
    ChromeDriverService service =
        new ChromeDriverService.Builder()
            .usingDriverExecutable(chromeDriver.toFile())
            .withEnvironment(Map.of("LANG", "en_US.UTF-8"))
            .build();
    driver = new ChromeDriver(service, options);
    // else what Chromium says of a download takes the focus from the page
    driver.executeCdpCommand("Emulation.setFocusEmulationEnabled", Map.of("enabled", true));
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

  /** The one that is looked at. */
  String tab() {
    return driver.getWindowHandle();
  }

  /** Another one, which is looked at from now on. */
  void opensTab(String address) {
    driver.switchTo().newWindow(WindowType.TAB);
    open(address);
  }

  void looksAtTab(String tab) {
    driver.switchTo().window(tab);
  }

  /** And looks at the other one. */
  void closesTab(String other) {
    driver.close();
    looksAtTab(other);
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
    return new WebDriverWait(driver, PATIENCE, POLL)
        .until(ExpectedConditions.visibilityOfElementLocated(what));
  }

  /** The link or button that says just this. */
  void clicks(String words) {
    By what = By.xpath("//*[self::a or self::button][normalize-space()='%s']".formatted(words));
    new WebDriverWait(driver, PATIENCE, POLL)
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

  void reloads() {
    driver.navigate().refresh();
  }

  void goesBack() {
    driver.navigate().back();
  }

  /** Whether there is such an element now. */
  boolean has(String css) {
    return !driver.findElements(By.cssSelector(css)).isEmpty();
  }

  /** Waits for it. Live parts are put anew under one's hand, so it is looked for again then. */
  void clicksOn(String css) {
    clicksOn(By.cssSelector(css));
  }

  void clicksOn(By what) {
    until(
        "a click on " + what,
        () -> {
          driver.findElement(what).click();
          return true;
        });
  }

  /** Waits until the element says these words. */
  void awaitsText(String css, String words) {
    awaitsText(By.cssSelector(css), words);
  }

  void awaitsText(By what, String words) {
    until(
        "“%s” in %s".formatted(words, what),
        () -> driver.findElement(what).getText().contains(words));
  }

  /** Waits until the address says this. */
  void awaitsAddress(String part) {
    until("an address with " + part, () -> address().contains(part));
  }

  private void until(String what, Supplier<Boolean> done) {
    new WebDriverWait(driver, PATIENCE, POLL)
        .ignoring(WebDriverException.class)
        .withMessage(() -> "%s; at %s: %s".formatted(what, address(), text()))
        .until(page -> done.get());
  }

  Object runs(String script, Object... arguments) {
    return driver.executeScript(script, arguments);
  }

  /** On the keyboard, wherever the focus is. */
  void presses(CharSequence... keys) {
    Actions keyboard = new Actions(driver);
    for (CharSequence key : keys) {
      keyboard.sendKeys(key);
    }
    keyboard.perform();
  }

  WebElement focused() {
    return driver.switchTo().activeElement();
  }

  /** Tab by Tab, and at each stop it is seen where one is. */
  void tabsTo(String css) {
    for (int i = 0; i < MOST_TABS; i++) {
      presses(Keys.TAB);
      Object here = runs(FOCUS, css);
      assertThat(here.toString()).as("has no ring around it").doesNotStartWith("<");
      if (here.equals("there")) {
        return;
      }
    }
    throw new AssertionError("%d times Tab, and not yet at %s".formatted(MOST_TABS, css));
  }

  /** Does this without loading the page again. */
  void staysOnThePage(Runnable looks) {
    runs("window.stayed = true");
    looks.run();
    assertThat(runs("return window.stayed === true")).isEqualTo(true);
  }

  /** A screen of this size, in CSS pixels, on which scroll bars take no room. */
  void looksAtScreenOf(int width, int height) {
    driver.executeCdpCommand("Emulation.setScrollbarsHidden", Map.of("hidden", true));
    driver.executeCdpCommand(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
    // a page that was just sent takes the new size a moment later
    until(
        "a page %d wide".formatted(width),
        () -> runs("return window.innerWidth").equals((long) width));
  }

  int heightOfPage() {
    return ((Long) runs("return document.documentElement.scrollHeight")).intValue();
  }

  /**
   * Without the moment in which colours change, so that nothing is looked at in between.
   *
   * @param scheme {@code light} or {@code dark}
   */
  void prefers(String scheme) {
    Map<String, String> colours = Map.of("name", "prefers-color-scheme", "value", scheme);
    Map<String, String> motion = Map.of("name", "prefers-reduced-motion", "value", "reduce");
    driver.executeCdpCommand(
        "Emulation.setEmulatedMedia", Map.of("features", List.of(colours, motion)));
    // ours are told by a script, and what fades all the same fades to its end
    until(
        "a page in " + scheme,
        () ->
            runs(
                    "return (document.documentElement.dataset.bsTheme ?? arguments[0]) === arguments[0]"
                        + " && document.getAnimations().every(its => its.playState !== 'running')",
                    scheme)
                .equals(true));
    driver.executeAsyncScript("requestAnimationFrame(() => requestAnimationFrame(arguments[0]))");
  }

  void forbidsScript(boolean forbidden) {
    driver.executeCdpCommand("Emulation.setScriptExecutionDisabled", Map.of("value", forbidden));
  }

  /** As if nobody had ever signed in. */
  void forgetsCookies() {
    driver.executeCdpCommand("Network.clearBrowserCookies", Map.of());
  }

  void isOffline(boolean offline) {
    driver.executeCdpCommand("Network.enable", Map.of());
    driver.executeCdpCommand(
        "Network.emulateNetworkConditions",
        Map.of("offline", offline, "latency", 0, "downloadThroughput", -1, "uploadThroughput", -1));
  }

  void keepsDownloadsIn(Path folder) {
    driver.executeCdpCommand(
        "Browser.setDownloadBehavior",
        Map.of("behavior", "allow", "downloadPath", folder.toString()));
  }

  /**
   * What the console complained of since the last call: errors in scripts, what the content policy
   * forbade, missing assets. Not the answers that a page tells in words, nor what htmx gave up.
   */
  List<String> complaints() {
    return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
        .filter(entry -> entry.getLevel().intValue() >= Level.WARNING.intValue())
        .map(LogEntry::getMessage)
        .filter(words -> !words.contains("\"htmx:"))
        .filter(words -> !words.contains("Failed to load resource") || ASSET.matcher(words).find())
        .toList();
  }

  /**
   * What axe finds serious or critical on the page as it is now.
   *
   * @param options of {@code axe.run}
   */
  List<String> barriers(Map<String, ?> options) {
    if (runs("return !window.axe").equals(true)) {
      runs(AXE);
    }
    Object found =
        driver.executeAsyncScript(
            """
            const [options, done] = arguments;
            axe.run(document, {resultTypes: ['violations'], ...options}).then(found => done(
                found.violations
                    .filter(rule => ['serious', 'critical'].includes(rule.impact))
                    .flatMap(rule => rule.nodes.map(node =>
                        `${rule.id}: ${node.html} ${node.failureSummary}`))));
            """,
            options);
    return ((List<?>) found).stream().map(String::valueOf).toList();
  }

  private static String axe() {
    try (InputStream script =
        Objects.requireNonNull(AxeBuilder.class.getResourceAsStream("/axe.min.js"))) {
      return new String(script.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
