package io.chartdrop.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.chartdrop.local.process.Repository;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;

/** The operator at Hawtio, with a browser and without. */
@Tag("deeper")
class HawtioPagesIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Pattern COUNT = Pattern.compile("(\\d+)\\s+From scheduler");
  private static final String INBOX = "inbox-riverside";
  private static final String FILE =
      "medical_record_number,first_name,last_name,date_time,doctors_notes\n"
          + "HAWTIO-%s,Ann,Oak,2026-03-01 09:30,Well\n";

  private static final Product product = Product.running();
  private static final String routes = product.address("CHARTDROP_ROUTES");

  @AfterAll
  static void countsHold() {
    product.requireBalancedLedger();
  }

  @Test
  void tenantsRoute_isSeenCounting_stopped_andStarted_whileTheServiceStaysUp() {
    // signs in · the diagram counts · stopped: riverside's file waits, lakeside's does not ·
    // started
    try (Chromium browser = Chromium.start()) {
      browser.open(routes + "/actuator/hawtio");
      browser.awaits("[name=username]").sendKeys("ops");
      browser.awaits("[name=password]").sendKeys("ops-demo");
      browser.awaits("button[type=submit]").click();
      browser.awaits(By.xpath("//button[normalize-space()='" + INBOX + "']")).click();

      long before = count(browser);
      await("the count grows").atMost(PATIENCE).until(() -> count(browser) > before);
      if (Boolean.getBoolean("screenshots")) {
        browser.photographs(Repository.root().resolve("docs/screenshots/hawtio-route.png"));
      }

      table(browser);
      press(browser, "Stop");
      awaitState(browser, "Stopped");
      product.riverside().puts("waits.csv", FILE.formatted(1));
      product.lakeside().puts("does-not-wait.csv", FILE.formatted(2));
      assertThat(product.lakeside().awaitClosed("does-not-wait.csv").status())
          .isEqualTo("COMPLETED");
      assertThat(product.riverside().ledger("waits.csv")).isEmpty();
      assertThat(product.riverside().inbox()).contains("waits.csv");
      assertThat(Web.get(routes + "/actuator/health").body()).contains("\"status\":\"UP\"");
      assertThat(Web.get(routes + "/actuator/health/liveness").statusCode()).isEqualTo(200);

      press(browser, "Start");
      awaitState(browser, "Started");
      assertThat(product.riverside().awaitClosed("waits.csv").status()).isEqualTo("COMPLETED");
    }
  }

  /** What the first node of the diagram counts. */
  private static long count(Chromium browser) {
    browser.awaits(".react-flow__node");
    Matcher matcher = COUNT.matcher(browser.textOf(".react-flow__node"));
    assertThat(matcher.find()).as(browser.textOf(".react-flow__node")).isTrue();
    return Long.parseLong(matcher.group(1));
  }

  private static void table(Chromium browser) {
    browser.awaits(By.xpath("(//button[normalize-space()='routes'])[2]")).click();
    browser.clicks("Routes");
    browser.awaits(By.xpath("//tr[td[normalize-space()='" + INBOX + "']]"));
  }

  private static void press(Chromium browser, String button) {
    By box = By.xpath("//tr[td[normalize-space()='" + INBOX + "']]//input[@type='checkbox']");
    if (!browser.awaits(box).isSelected()) {
      browser.awaits(box).click();
    }
    browser.clicks(button);
  }

  private static void awaitState(Chromium browser, String state) {
    browser.awaits(
        By.xpath(
            "//tr[td[normalize-space()='%s'] and td[@data-label='State' and normalize-space()='%s']]"
                .formatted(INBOX, state)));
  }

  @Test
  void nobody_getsIn_withoutTheAccount() {
    // anonymous · a wrong password; another role is OperatorAccessTest's
    for (String path : List.of("/actuator/hawtio", "/actuator/jolokia/version", "/actuator/env")) {
      assertThat(Web.get(routes + path).uri().getPath()).as(path).isEqualTo("/login");
    }
    Web stranger = new Web(routes);
    assertThat(stranger.signIn("ops", "ops-demo-2").uri().getQuery()).isEqualTo("error");
    assertThat(stranger.jolokia("{\"type\":\"version\"}").uri().getPath()).isEqualTo("/login");
  }

  @Test
  void whatThePolicyDoesNotList_isRefused_andEveryRouteCanBeRead() throws Exception {
    Web ops = new Web(routes);
    assertThat(ops.signIn("ops", "ops-demo").statusCode()).isLessThan(400);
    String inbox = "org.apache.camel:context=routes,type=routes,name=\\\"inbox-lakeside\\\"";
    String tracer = "org.apache.camel:context=routes,type=tracer,name=BacklogTracer";
    String context = "org.apache.camel:context=routes,type=context,name=\\\"routes\\\"";
    for (String request :
        List.of(
            exec(inbox, "remove()"),
            exec(inbox, "updateRouteFromXml(java.lang.String)"),
            exec(inbox.replace("inbox-lakeside", "receive-file"), "stop()"),
            exec(inbox.replace("inbox-", "files-"), "stop()"),
            exec(context, "stop()"),
            exec(context, "sendStringBody(java.lang.String,java.lang.String)"),
            exec(tracer, "dumpAllTracedMessagesAsXml()"),
            exec("java.lang:type=Memory", "gc()"),
            exec("com.sun.management:type=HotSpotDiagnostic", "dumpHeap(java.lang.String,boolean)"),
            "{\"type\":\"write\",\"mbean\":\""
                + tracer
                + "\",\"attribute\":\"Enabled\",\"value\":true}",
            read("java.lang:type=Runtime", "SystemProperties"),
            read("java.lang:type=Runtime", "InputArguments"))) {
      assertThat(ops.answer(request).path("status").asInt()).as(request).isEqualTo(403);
    }

    JsonNode found =
        ops.answer("{\"type\":\"search\",\"mbean\":\"org.apache.camel:type=routes,*\"}")
            .path("value");
    assertThat(found.size()).isGreaterThan(12);
    for (JsonNode route : found) {
      String request = read(route.asText().replace("\"", "\\\""), "ExchangesTotal");
      assertThat(ops.answer(request).path("status").asInt()).as(request).isEqualTo(200);
    }
  }

  @Test
  void commandWithoutItsToken_isRefused() {
    // a signed-in browser that another site makes send something
    Web ops = new Web(routes);
    ops.signIn("ops", "ops-demo");

    assertThat(ops.jolokiaWithoutToken("{\"type\":\"version\"}").statusCode()).isEqualTo(403);
  }

  private static String exec(String mbean, String operation) {
    return "{\"type\":\"exec\",\"mbean\":\"%s\",\"operation\":\"%s\"}".formatted(mbean, operation);
  }

  private static String read(String mbean, String attribute) {
    return "{\"type\":\"read\",\"mbean\":\"%s\",\"attribute\":\"%s\"}".formatted(mbean, attribute);
  }
}
