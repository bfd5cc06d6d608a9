package io.chartdrop.frontend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.chartdrop.frontend.Browser.Page;
import io.chartdrop.frontend.StubApi.Reply;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.context.ConfigurableApplicationContext;

/** What the pages say when the API does not do what it was asked. */
class TroublesIT {
  private static final String ID = "20260302T141500-0123456789ab";

  private final World world = World.started();
  private final StubApi api = world.api();
  private Browser browser;

  @BeforeEach
  void signIn() {
    browser = world.browser().signIn("riverside");
    api.reset();
  }

  @ParameterizedTest
  @CsvSource({
    "400, bad-parameter, This cannot be understood",
    "403, no-tenant, Your account belongs to no clinic",
    "403, tenant-disabled, Your clinic is switched off",
    "403, missing-scope, You may not do this",
    "404, not-found, There is nothing here",
    "409, not-finished, The file is not finished",
    "429, too-many-requests, Too much at once",
    "500, internal, Something went wrong on our side",
    "503, unavailable, Records cannot be reached right now",
  })
  void refusal_isSaidInWords_onThePageAndInAPart(int status, String type, String words) {
    api.refuse("read-file", status, type, "The API's own words.");
    Page page = browser.get("/files/" + ID);
    assertThat(page.status()).isEqualTo(status);
    assertThat(page.text()).contains("<h1", words, "The API&#39;s own words.");
    Page part = browser.live("/files/" + ID);
    assertThat(part.status()).isEqualTo(status);
    assertThat(part.text()).contains("role=\"alert\"", words).doesNotContain("<html");
    assertThat(part.header("HX-Retarget")).isEqualTo("#live-trouble");
  }

  @Test
  void whatPasses_canBeTriedAgain_andIsTriedByItself() {
    api.refuse("list-files", 503, "unavailable", "detail");
    Page page = browser.get("/files?status=FAILED");
    assertThat(page.header("Retry-After")).isEqualTo("7");
    assertThat(page.text())
        .contains("href=\"/files?status=FAILED\"", "Try again", "data-again=\"7\"");
    api.reset();
    assertThat(browser.get("/files?status=FAILED").status()).isEqualTo(200);
  }

  @Test
  void accountTrouble_offersToSignOut() {
    api.refuse("list-files", 403, "no-tenant", "detail");
    assertThat(browser.get("/files").text()).contains("action=\"/sign-out\"", "Sign out");
  }

  @Test
  void typingWhileTheApiIsDown_saysSoWhereTheResultsWouldBe() {
    api.refuse("find-records", 503, "unavailable", "detail");
    Page part = browser.part("/records?who=okon");
    assertThat(part.status()).isEqualTo(503);
    assertThat(part.text()).contains("role=\"alert\"", "Records cannot be reached right now");
    assertThat(part.header("HX-Retarget")).isEmpty();
  }

  @Test
  void slowApi_isNotWaitedForWithoutEnd() {
    // the pages of this test wait for one second
    AtomicBoolean done = new AtomicBoolean();
    api.when(
        "list-files",
        call -> {
          synchronized (done) {
            while (!done.get()) {
              try {
                done.wait();
              } catch (InterruptedException e) {
                break;
              }
            }
          }
          return Reply.json(StubApi.page());
        });
    Page page = browser.get("/files");
    synchronized (done) {
      done.set(true);
      done.notifyAll();
    }
    assertThat(page.status()).isEqualTo(504);
    assertThat(page.text()).contains("The answer takes too long");
  }

  @Test
  void downloadThatDoesNotGoOn_isBrokenOff() throws Exception {
    // half of it comes, and then nothing for longer than the one second that these pages wait
    CountDownLatch done = new CountDownLatch(1);
    AtomicBoolean waitedForEver = new AtomicBoolean();
    api.when(
        "download-rejects",
        call -> {
          call.sendHalf();
          try {
            waitedForEver.set(!done.await(20, TimeUnit.SECONDS));
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
          throw new IllegalStateException("nobody waits any more");
        });
    try {
      assertThatThrownBy(() -> browser.get("/files/" + ID + "/rejects.csv"))
          .hasRootCauseInstanceOf(IOException.class);
      assertThat(waitedForEver).isFalse();
    } finally {
      done.countDown();
    }
  }

  @Test
  void apiThatIsNotThere_isSaid() {
    try (ConfigurableApplicationContext pages =
        world.startPages(world.issuer(), Map.of("web.api", "http://127.0.0.1:1"))) {
      Browser elsewhere = new Browser(World.addressOf(pages)).signIn("riverside");
      Page page = elsewhere.get("/files");
      assertThat(page.status()).isEqualTo(503);
      assertThat(page.text()).contains("The records service does not answer");
    }
  }

  @Test
  void tokenThatIsNoLongerGood_leadsThroughTheSignIn_backToThePage() {
    AtomicBoolean refused = new AtomicBoolean();
    api.when(
        "list-files",
        call ->
            refused.compareAndSet(false, true)
                ? new Reply(401, "application/problem+json", "{}", Map.of())
                : Reply.json(StubApi.page(api.file("{}"))));
    Page page = browser.get("/files?status=FAILED");
    assertThat(page.status()).isEqualTo(200);
    assertThat(page.address().getPath()).isEqualTo("/files");
    assertThat(page.address().getQuery()).startsWith("status=FAILED");
  }

  @Test
  void freshTokenThatIsRefusedAsWell_isSaid_insteadOfGoingInCircles() {
    api.when("list-files", call -> new Reply(401, "application/problem+json", "{}", Map.of()));
    Page page = browser.get("/files");
    assertThat(page.status()).isEqualTo(403);
    assertThat(page.text()).contains("Your sign-in is not accepted");
  }

  @Test
  void answerThatIsNoJson_isOurFault() {
    api.when("list-files", call -> new Reply(200, "text/html", "<html>", Map.of()));
    Page page = browser.get("/files");
    assertThat(page.status()).isEqualTo(500);
    assertThat(page.text()).contains("This is our fault").doesNotContain("Exception");
  }

  @Test
  void whatIsNotThere_isAPageToo() {
    for (String path : new String[] {"/nothing", "/files/" + ID + "/nothing", "/assets/none.css"}) {
      Page page = browser.get(path);
      assertThat(page.status()).as(path).isEqualTo(404);
      assertThat(page.text()).contains("There is nothing here");
    }
    assertThat(browser.post("/files", Map.of("_csrf", browser.get("/").token())).status())
        .isEqualTo(400);
  }
}
