package io.chartdrop.frontend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.chartdrop.frontend.Browser.Page;
import io.chartdrop.frontend.StubApi.Reply;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Searching, and a patient's page. */
class RecordsIT {
  private static World world;
  private static StubApi api;
  private static Browser browser;

  @BeforeAll
  static void signIn() {
    world = World.started();
    api = world.api();
    browser = world.browser().signIn("riverside");
  }

  @BeforeEach
  void reset() {
    api.reset();
  }

  @AfterEach
  void keepsToTheContract() {
    assertThat(api.breaches()).isEmpty();
  }

  private static List<Map<String, String>> searches() {
    return api.calls().stream()
        .filter(call -> call.operation().equals("find-records"))
        .map(StubApi.Call::query)
        .toList();
  }

  /** Only the query with this parameter finds something. */
  private static void findsOnlyBy(String parameter) {
    api.when(
        "find-records",
        call ->
            Reply.json(
                call.query().containsKey(parameter)
                    ? StubApi.page(api.record("{}"))
                    : StubApi.page()));
  }

  @Test
  void withoutASearch_nothingIsAsked() {
    Page page = browser.get("/records");
    assertThat(page.text()).contains("Find a patient");
    assertThat(searches()).isEmpty();
  }

  @Test
  void number_isLookedUp_andNothingElse() {
    Page page = browser.get("/records?who=MRN-1001");
    assertThat(searches()).containsExactly(Map.of("mrn", "MRN-1001", "limit", "25"));
    assertThat(page.text())
        .contains("1 visit for medical record number “MRN-1001”")
        .contains("/patient?mrn=MRN-1001#visit-2026-03-01-09-30-00-000")
        .contains("Mar 1, 2026, 9:30 AM");
  }

  @Test
  void numberThatIsNone_isTriedAsALastName() {
    findsOnlyBy("last_name");
    Page page = browser.get("/records?who=3M");
    assertThat(searches()).extracting(q -> q.containsKey("mrn")).containsExactly(true, false);
    assertThat(page.text()).contains("last names that begin with “3M”");
  }

  @Test
  void firstNameAndLastName_findThePerson() {
    api.when(
        "find-records",
        call ->
            Reply.json(
                call.query().getOrDefault("last_name", "").equals("Okonkwo")
                    ? StubApi.page(api.record("{}"))
                    : StubApi.page()));
    assertThat(browser.get("/records?who=Ama+Okonkwo").text()).contains("1 visit for first names");
    assertThat(searches().get(1)).containsEntry("first_name", "Ama");
  }

  @Test
  void nothingFound_saysSo_asItWasMostLikelyMeant() {
    api.when("find-records", StubApi.page());
    Page page = browser.get("/records?who=okon");
    assertThat(page.text()).contains("No visits for last names that begin with “okon”");
    assertThat(page.text()).contains("Nobody found");
  }

  @Test
  void daysAndNotes_goAlong_andTheHitIsMarked() {
    Page page = browser.get("/records?who=okon&from=2026-03-01&to=2026-03-31&notes=FOLLOW");
    assertThat(searches().get(0))
        .containsEntry("from", "2026-03-01")
        .containsEntry("to", "2026-03-31")
        .containsEntry("notes", "FOLLOW");
    assertThat(page.text()).contains("<mark>follow</mark>");
  }

  @Test
  void mistake_isSaid_linkedToItsField_andNothingIsAsked() {
    Page page = browser.get("/records?notes=knee");
    assertThat(page.text())
        .contains("Please check this first", "href=\"#notes\"", "id=\"notes\"")
        .contains("value=\"knee\"");
    assertThat(searches()).isEmpty();
  }

  @Test
  void typing_getsThePart_withTheCount_andTheAddress() {
    Page part = browser.part("/records?who=okon&from=&to=&notes=");
    assertThat(part.text())
        .doesNotContain("<html")
        .contains("id=\"visits\"", "hx-swap-oob", "1 visit for");
    assertThat(part.header("HX-Replace-Url")).isEqualTo("/records?who=okon");
  }

  @Test
  void nextPage_belongsToTheSameReading() {
    JsonNode more = ((ObjectNode) StubApi.page(api.record("{}"))).put("next", "abc_-");
    api.when(
        "find-records",
        call -> Reply.json(call.query().containsKey("last_name") ? more : StubApi.page()));
    Page page = browser.get("/records?who=3M");
    assertThat(page.text())
        .contains("1 visit and more", "/records?who=3M&amp;as=LAST_NAME&amp;next=abc_-");
    api.reset();
    browser.get("/records?who=3M&as=LAST_NAME&next=abc_-");
    assertThat(searches())
        .containsExactly(Map.of("last_name", "3M", "next", "abc_-", "limit", "25"));
  }

  @Test
  void emptyPageWithNext_isReadOn_butNotForEver() {
    JsonNode nothingYet = ((ObjectNode) StubApi.page()).put("next", "on");
    api.when("find-records", nothingYet);
    Page page = browser.get("/records?who=okon&notes=rare");
    assertThat(searches()).hasSize(5);
    assertThat(page.text()).contains("The next page goes on from there", "next=on");
  }

  @Test
  void versionsOfOneVisit_areOneLine() {
    api.when(
        "find-records",
        StubApi.page(
            api.record("{'doctors_notes': 'Left knee'}"),
            api.record("{'doctors_notes': 'Right knee', 'received_at': '2026-03-05T00:00:00Z'}")));
    assertThat(browser.get("/records?who=MRN-1001").text())
        .contains("1 visit for", "2 versions", "Right knee")
        .doesNotContain("Left knee");
  }

  @Test
  void patient_showsVersionsSideBySide_andWhereTheyCameFrom() {
    api.when(
        "find-records",
        StubApi.page(
            api.record("{'doctors_notes': 'Left knee\\nsecond line'}"),
            api.record(
                "{'doctors_notes': 'Right knee\\nsecond line',"
                    + " 'received_at': '2026-03-05T00:00:00Z', 'line': 77}")));
    Page page = browser.get("/patient?mrn=MRN-1001");
    assertThat(page.text())
        .contains("<del>Left</del> knee\nsecond line", "<ins>Right</ins> knee")
        .contains("The versions differ in", "Version 1, received Mar 2, 2026, 9:15 AM")
        .contains("From line 77 of", "daily-2026-03-02.csv")
        .contains("Times are in Eastern Time (America/New_York).");
  }

  @Test
  void patientOfVeryManyVisits_hasAWayOn_andOneBack() {
    ObjectNode page = (ObjectNode) StubApi.page(api.record("{}"));
    api.when("find-records", page.put("next", "more"));
    assertThat(browser.get("/patient?mrn=MRN-1001").text())
        .contains("These are the first of them", "Later visits")
        .doesNotContain("First visits");
    api.when("find-records", StubApi.page(api.record("{}")));
    assertThat(browser.get("/patient?mrn=MRN-1001&next=more").text())
        .contains("These are not the first of them", "First visits")
        .doesNotContain("Later visits");
  }

  @Test
  void patientWithoutRecords_isNotThere() {
    api.when("find-records", StubApi.page());
    Page page = browser.get("/patient?mrn=Uncommon");
    assertThat(page.status()).isEqualTo(404);
    assertThat(page.text()).contains("There is nothing here").doesNotContain("Uncommon");
  }

  @Test
  void whateverANoteSays_isText() {
    String script = "<script>alert(1)</script><img src=x onerror=alert(2)>";
    String formula = "=HYPERLINK(\\\"http://evil.example\\\")";
    api.when(
        "find-records",
        StubApi.page(
            api.record(
                "{'doctors_notes': '%s ${7777777*3} #{brand} [[${7777777*3}]] %s',"
                        .formatted(script, "\u202Eabc")
                    + "'last_name': '%s', 'first_name': 'שרה',".formatted(script)
                    + "'extra': {'<b>ward</b>': '%s'}}".formatted(formula))));
    for (String path : List.of("/records?who=MRN-1001", "/patient?mrn=MRN-1001")) {
      String text = browser.get(path).text();
      assertThat(text)
          .as(path)
          .doesNotContain("<script>", "<img src=x", "<b>ward", "23333331")
          .contains("&lt;script&gt;alert(1)&lt;/script&gt;", "${7777777*3}", "<bdi>שרה</bdi>");
    }
    assertThat(browser.get("/patient?mrn=MRN-1001").text())
        .contains("=HYPERLINK(&quot;http://evil.example&quot;)")
        .contains("class=\"notes\" dir=\"auto\"");
  }

  @Test
  void searchThatSaysSomething_isText() {
    api.when("find-records", StubApi.page());
    String text =
        browser.get("/records?who=%22%3E%3Cscript%3Ealert(1)%3C/script%3E&notes=%27x").text();
    assertThat(text).doesNotContain("<script>alert").contains("&lt;script&gt;alert(1)");
  }

  @Test
  void noteOf300KB_isWholeOnThePatientsPage_andShortInTheResults() {
    String note = "A long story. ".repeat(21_500);
    api.when("find-records", StubApi.page(api.record("{'doctors_notes': '%s'}".formatted(note))));
    assertThat(browser.get("/records?who=MRN-1001").text().length()).isLessThan(20_000);
    assertThat(browser.get("/patient?mrn=MRN-1001").text())
        .contains(note, "notes-long", "tabindex=\"0\"");
  }

  @Test
  void times_haveTheirZone_alsoWhereAVisitHasAnother() {
    // the clinic's zone was changed between two visits
    api.when(
        "find-records",
        StubApi.page(
            api.record("{'date_time': '2026-03-03T09:30:00'}"),
            api.record(
                "{'date_time': '2026-03-01T09:30:00', 'time_zone': 'America/Los_Angeles'}")));
    assertThat(browser.get("/records?who=okonkwo").text())
        .contains("Visit (Eastern Time)", ">Pacific Time<")
        .doesNotContain(">Eastern Time<");
    assertThat(browser.get("/patient?mrn=MRN-1").text())
        .contains("Times are in Eastern Time (America/New_York).", ">Pacific Time<")
        .doesNotContain(">Eastern Time<");
  }
}
