package io.chartdrop.frontend;

import static org.assertj.core.api.Assertions.assertThat;

import io.chartdrop.frontend.Browser.Page;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.context.ConfigurableApplicationContext;

/** Who gets in, how, and how they leave. */
class SignInIT {
  private final World world = World.started();
  private final Browser browser = world.browser();

  @BeforeEach
  void reset() {
    world.api().reset();
  }

  @Test
  void nobody_isLedToTheIssuer_withProofOfPossession() {
    assertThat(browser.stay("/files").header("Location"))
        .endsWith("/oauth2/authorization/chartdrop");
    String issuer = browser.stay("/oauth2/authorization/chartdrop").header("Location");
    assertThat(issuer)
        .startsWith(world.issuer())
        .contains("response_type=code", "code_challenge=", "code_challenge_method=S256", "nonce=")
        .contains("redirect_uri=" + world.web() + "/login/oauth2/code/chartdrop")
        .doesNotContain("secret");
  }

  @Test
  void person_comesBackToThePageThatWasAskedFor() {
    browser.get("/files?status=COMPLETED");
    browser.signIn("riverside");
    Page page = browser.get("/files");
    assertThat(page.status()).isEqualTo(200);
    assertThat(page.text()).contains("Riverside front desk", ">riverside<");
  }

  @Test
  void tokens_stayOnTheServer() {
    browser.signIn("riverside");
    String page = browser.get("/").text();
    String token = world.api().calls().get(0).token();
    assertThat(token).startsWith("Bearer ey");
    assertThat(page).doesNotContain(token.substring("Bearer ".length()));
    assertThat(browser.cookies()).noneMatch(cookie -> cookie.getValue().startsWith("ey"));
  }

  @Test
  void cookie_isForThisSiteOnly_andForNoScript() {
    String cookie = browser.stay("/").header("Set-Cookie");
    assertThat(cookie)
        .startsWith("CHARTDROP_WEB_SESSION=")
        .contains("HttpOnly", "SameSite=Lax", "Path=/")
        .doesNotContain("Secure", "Domain");
  }

  @Test
  void session_getsANewIdAtTheSignIn() {
    browser.stay("/");
    String before = browser.cookies().get(0).getValue();
    browser.signIn("riverside");
    assertThat(browser.cookies()).noneMatch(cookie -> cookie.getValue().equals(before));
  }

  @Test
  void contentPolicy_allowsOurFilesOnly() {
    browser.signIn("riverside");
    Page page = browser.get("/");
    assertThat(page.header("Content-Security-Policy"))
        .contains(
            "default-src 'none'",
            "script-src 'self'",
            "style-src 'self'",
            "frame-ancestors 'none'",
            "form-action 'self' " + world.issuer())
        .doesNotContain("unsafe");
    assertThat(page.text())
        .doesNotContainPattern("<script(?![^>]* src=)")
        .doesNotContainPattern("<style|\\sstyle=|\\son[a-z]+=");
    assertThat(page.header("Cache-Control")).contains("no-store");
    assertThat(page.header("Referrer-Policy")).isEqualTo("same-origin");
    assertThat(page.header("X-Content-Type-Options")).isEqualTo("nosniff");
  }

  @Test
  void formWithoutToken_isRefused_inWords() {
    browser.signIn("riverside");
    for (String path : new String[] {"/sign-out", "/files/20260302T141500-0123456789ab/retry"}) {
      Page page = browser.post(path, Map.of());
      assertThat(page.status()).as(path).isEqualTo(403);
      assertThat(page.text()).contains("This page was open too long");
    }
    assertThat(browser.get("/").text()).contains("Riverside front desk");
  }

  @Test
  void signOut_endsBothSessions() {
    browser.signIn("riverside");
    Page answer = browser.post("/sign-out", Map.of("_csrf", browser.get("/").token()));
    assertThat(answer.header("Location"))
        .isEqualTo(
            world.issuer()
                + "/logout?client_id=chartdrop-web&logout_uri="
                + world.web().replace(":", "%3A").replace("/", "%2F")
                + "%2Fsigned-out");
    Page after = browser.get(answer.header("Location"));
    assertThat(after.address().getPath()).isEqualTo("/signed-out");
    assertThat(after.text()).contains("You are signed out").doesNotContain("Riverside");
    assertThat(browser.get("/").address().getPath()).isEqualTo("/login");
  }

  @Test
  void signOutAfterTheSessionHasEnded_stillEndsTheIssuersOwn() {
    assertThat(browser.post("/sign-out", Map.of()).header("Location"))
        .startsWith(world.issuer() + "/logout?");
  }

  @Test
  void scriptWithoutSession_reloadsThePage_orLeavesIt() {
    Page typed = browser.part("/records?who=a");
    assertThat(typed.status()).isEqualTo(401);
    assertThat(typed.header("HX-Refresh")).isEqualTo("true");
    Page live = browser.live("/files");
    assertThat(live.status()).isEqualTo(401);
    assertThat(live.header("HX-Redirect")).isEqualTo("/signed-out");
  }

  @Test
  void otherNameOfThisMachine_isSentToOurs() {
    Page page =
        browser.stay(world.web().replace("127.0.0.1", "localhost") + "/files?status=FAILED");
    assertThat(page.status()).isEqualTo(302);
    assertThat(page.header("Location")).isEqualTo(world.web() + "/files?status=FAILED");
  }

  @Test
  void forwardedHeaders_areNotBelieved_unlessToldSo() throws Exception {
    // a stranger claims to come over TLS from another host
    HttpResponse<String> answer =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(URI.create(world.web() + "/files"))
                    .header("X-Forwarded-Proto", "https")
                    .header("X-Forwarded-Host", "evil.example")
                    .header("X-Forwarded-Port", "443")
                    .build(),
                HttpResponse.BodyHandlers.ofString());
    assertThat(answer.headers().map().toString())
        .doesNotContain("evil.example", "strict-transport-security");
  }

  @Test
  void behindTls_cookieIsSecure_andForwardedHeadersAreBelieved() throws Exception {
    try (ConfigurableApplicationContext pages =
        world.startPages(
            world.issuer(),
            Map.of(
                "web.address",
                "https://chartdrop.example.org",
                "server.forward-headers-strategy",
                "native"))) {
      // HttpClient sets Host itself, so this asks by a socket
      String answer =
          Raw.get(
              World.addressOf(pages),
              "/files",
              "Host: chartdrop.example.org\r\nX-Forwarded-Proto: https\r\n");
      assertThat(answer)
          .contains("Secure; HttpOnly; SameSite=Lax", "Strict-Transport-Security")
          .contains("Location: https://chartdrop.example.org/oauth2/authorization/chartdrop");
    }
  }

  @Test
  void issuerDown_isSaid_andPagesStartWithoutIt() {
    try (ConfigurableApplicationContext pages = world.startPages("http://127.0.0.1:1", Map.of())) {
      Page page = new Browser(World.addressOf(pages)).get("/");
      assertThat(page.status()).isEqualTo(503);
      assertThat(page.text()).contains("Sign-in cannot be reached", "Try again");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "503, server_error, Sign-in cannot be reached",
    "400, invalid_client, Something went wrong on our side",
    "400, invalid_grant, Signing in did not work",
  })
  void refusalAtTheLastStep_isSaidAsWhatItIs(int status, String code, String words)
      throws IOException {
    // the issuer's pages work · where the code is exchanged it refuses
    try (FakeIssuer issuer = new FakeIssuer(status, "{\"error\": \"%s\"}".formatted(code));
        ConfigurableApplicationContext pages = world.startPages(issuer.address(), Map.of())) {
      Page page = comesBackFrom(issuer, new Browser(World.addressOf(pages)));
      assertThat(page.text()).contains(words);
    }
  }

  @Test
  void issuerThatIsGoneAtTheLastStep_isAnOutage() throws IOException {
    try (FakeIssuer issuer = new FakeIssuer(0, "");
        ConfigurableApplicationContext pages = world.startPages(issuer.address(), Map.of())) {
      Page page = comesBackFrom(issuer, new Browser(World.addressOf(pages)));
      assertThat(page.status()).isEqualTo(503);
      assertThat(page.text()).contains("Sign-in cannot be reached");
    }
  }

  /** With a code, as if somebody had signed in there. */
  private static Page comesBackFrom(FakeIssuer issuer, Browser somebody) {
    String form = somebody.stay("/oauth2/authorization/chartdrop").header("Location");
    assertThat(form).startsWith(issuer.address() + "/authorize");
    String state = form.replaceFirst(".*[?&]state=([^&]+).*", "$1");
    return somebody.stay("/login/oauth2/code/chartdrop?code=any&state=" + state);
  }

  @Test
  void signInBrokenOff_isSaid() {
    Page page = browser.get("/login/oauth2/code/chartdrop?error=access_denied&state=x");
    assertThat(page.status()).isEqualTo(401);
    assertThat(page.text()).contains("Signing in did not work", "href=\"/\"");
  }
}
