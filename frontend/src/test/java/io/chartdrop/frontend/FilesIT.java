package io.chartdrop.frontend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.chartdrop.frontend.Browser.Page;
import io.chartdrop.frontend.StubApi.Reply;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The overview, the list of files, a file's page. */
class FilesIT {
  private static final String ID = "20260302T141500-0123456789ab";
  private static final String OTHER = "20260303T080000-ba9876543210";

  private static StubApi api;
  private static Browser browser;

  @BeforeAll
  static void signIn() {
    World world = World.started();
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

  private static String livePath(String page) {
    Matcher matcher = Pattern.compile("hx-get=\"([^\"]+)\"").matcher(page);
    assertThat(matcher.find()).isTrue();
    return matcher.group(1).replace("&amp;", "&");
  }

  @Test
  void overview_showsTodayTheDaysAndWhereToSendFiles() {
    Page page = browser.get("/");
    assertThat(page.text())
        .contains("Mon, Mar 2, 2026", ">240<", ">12<")
        .contains("<svg", "chart-new", "id=\"chart-table\"")
        .contains("sftp riverside@sftp.example.org")
        .contains("Times are in Eastern Time (America/New_York).")
        .contains("3 rows to mend");
    assertThat(page.text().split("<h1", -1)).hasSize(2);
  }

  @Test
  void list_showsCountsAndTimesOfTheClinic() {
    Page page = browser.get("/files");
    assertThat(page.text())
        .contains("daily-2026-03-02.csv", "Rows to mend", ">120<", ">110<", "20.5 KB")
        .contains("Mar 2, 2026, 9:15 AM", "Received (Eastern Time)")
        .contains("<caption");
  }

  @Test
  void filter_isPassedOn_andMarked() {
    Page page = browser.get("/files?status=FAILED");
    assertThat(api.calls().get(0).query()).containsEntry("status", "FAILED");
    assertThat(page.text()).containsPattern("status=FAILED\"[^>]*aria-current=\"true\"");
    api.reset();
    browser.get("/files?status=NONSENSE");
    assertThat(api.calls().get(0).query()).doesNotContainKey("status");
  }

  @Test
  void liveList_saysNothing_untilSomethingChanges() {
    String live = livePath(browser.get("/files").text());
    assertThat(browser.live(live).status()).isEqualTo(204);
    api.when(
        "list-files",
        StubApi.page(api.file("{'status': 'PROCESSING', 'file_id': '%s'}".formatted(OTHER))));
    Page changed = browser.live(live);
    assertThat(changed.status()).isEqualTo(200);
    assertThat(changed.text())
        .contains("<div id=\"file-list\"", "Being read", "every 2s", "hx-swap-oob")
        .doesNotContain("<html");
  }

  @Test
  void laterPage_doesNotMoveUnderTheReader() {
    assertThat(browser.get("/files?next=abc").text()).doesNotContain("hx-get");
    assertThat(api.calls().get(0).query()).containsEntry("next", "abc");
  }

  @Test
  void olderFiles_keepTheFilter() {
    api.when("list-files", ((ObjectNode) StubApi.page(api.file("{}"))).put("next", "older_-"));
    assertThat(browser.get("/files?status=COMPLETED").text())
        .contains("/files?status=COMPLETED&amp;next=older_-");
  }

  @Test
  void file_tellsItsStory_andShowsWhatToMend() {
    Page page = browser.get("/files/" + ID);
    assertThat(page.text())
        .contains("The file arrived.", "It was read: 120 rows, of which 3 are to be mended.")
        .contains("Mar 2, 2026, 9:15:04 AM")
        .contains("BAD_DATE_TIME", "This is no date and time", "Write it like 2026-03-01 09:30.")
        .contains("tomorrow", "Line", "/files/" + ID + "/rejects.csv")
        .contains("enctype=\"multipart/form-data\"")
        .doesNotContain("hx-get");
  }

  @Test
  void fileInProgress_isLookedAtAgain() {
    api.when("read-file", api.file("{'status': 'PROCESSING'}"));
    String page = browser.get("/files/" + ID).text();
    assertThat(page).contains("every 1s", "It is being read: 120 rows so far.");
    assertThat(browser.live(livePath(page)).status()).isEqualTo(204);
    api.when("read-file", api.file("{'status': 'COMPLETED'}"));
    assertThat(browser.live(livePath(page)).text()).contains("All 120 rows are stored.");
  }

  @Test
  void duplicate_leadsToItsOriginal() {
    api.when(
        "read-file",
        call ->
            Reply.json(
                call.path().endsWith(OTHER)
                    ? api.file(
                        "{'name': 'first.csv', 'status': 'COMPLETED', 'file_id': '%s'}"
                            .formatted(OTHER))
                    : api.file("{'status': 'DUPLICATE', 'duplicate_of': '%s'}".formatted(OTHER))));
    assertThat(browser.get("/files/" + ID).text())
        .contains("The same file was there before", "href=\"/files/" + OTHER, "first.csv");
  }

  @Test
  void rejectedFile_saysWhyAndWhatToDo() {
    api.when(
        "read-file",
        api.file(
            "{'status': 'REJECTED', 'problem': {'code': 'MISSING_COLUMN',"
                + " 'message': 'There is no column date_time.'}}"));
    assertThat(browser.get("/files/" + ID).text())
        .contains("A required column is missing", "There is no column date_time.")
        .contains("Name all five required columns", "Upload the mended file");
  }

  @Test
  void fileName_isText() {
    api.when("list-files", StubApi.page(api.file("{'name': '<script>alert(1)</script>.csv'}")));
    api.when("read-file", api.file("{'name': '<script>alert(1)</script>.csv'}"));
    for (String path : new String[] {"/", "/files", "/files/" + ID}) {
      assertThat(browser.get(path).text())
          .as(path)
          .doesNotContain("<script>alert")
          .contains("&lt;script&gt;alert(1)");
    }
  }

  @Test
  void rejects_areDownloaded_underTheFilesName() {
    api.when("download-rejects", call -> new Reply(200, "text/csv", "a,b\r\n'=1,2\r\n", Map.of()));
    Page page = browser.get("/files/" + ID + "/rejects.csv");
    assertThat(page.text()).isEqualTo("a,b\r\n'=1,2\r\n");
    assertThat(page.header("Content-Type")).startsWith("text/csv");
    assertThat(page.header("Content-Disposition"))
        .startsWith("attachment")
        .contains("daily-2026-03-02-rejects.csv");
  }

  @Test
  void downloadThatBreaksInTheMiddle_endsInAnError_notAsAShorterFile() {
    api.when(
        "download-rejects",
        call -> {
          call.sendHalf();
          throw new IllegalStateException("broken off");
        });
    assertThatThrownBy(() -> browser.get("/files/" + ID + "/rejects.csv"))
        .hasRootCauseInstanceOf(IOException.class);
  }

  @Test
  void fileWhoseRejectsAreNoLongerKept_isShownWithoutThem() {
    api.refuse("list-rejects", 404, "not-found", "no longer kept");
    Page page = browser.get("/files/" + ID);
    assertThat(page.status()).isEqualTo(200);
    assertThat(page.text())
        .contains("The file arrived.", "3 rows were rejected", "Upload the mended file")
        .doesNotContain("id=\"download-rejects\"");
  }

  @Test
  void whatIsFinishedMeanwhile_isSaid_toWhoHearsThePage() {
    String progress = "/files/" + ID + "/progress";
    api.when("read-file", api.file("{'status': 'PROCESSING'}"));
    assertThat(browser.live(progress).text()).doesNotContain("hx-swap-oob");
    api.when("read-file", api.file("{'status': 'REJECTED', 'name': 'one.csv'}"));
    assertThat(browser.live(progress).text())
        .contains("hx-swap-oob=\"innerHTML\">one.csv: Not taken<");
  }

  @Test
  void countsThatGrow_areShown_andNotSaid() {
    // read, and read further · then finished
    api.when("read-file", api.file("{'status': 'PROCESSING', 'sha256': 'a'}"));
    api.when("list-files", StubApi.page(api.file("{'status': 'PROCESSING', 'sha256': 'a'}")));
    String file = livePath(browser.get("/files/" + ID).text());
    String list = livePath(browser.get("/files").text());

    api.when("read-file", api.file("{'status': 'PROCESSING', 'sha256': 'b'}"));
    api.when("list-files", StubApi.page(api.file("{'status': 'PROCESSING', 'sha256': 'b'}")));
    for (String live : List.of(file, list)) {
      Page further = browser.live(live);
      assertThat(further.status()).isEqualTo(200);
      assertThat(further.text()).doesNotContain("hx-swap-oob");
    }

    api.when("read-file", api.file("{'status': 'COMPLETED'}"));
    api.when("list-files", StubApi.page(api.file("{'status': 'COMPLETED'}")));
    assertThat(browser.live(file).text()).contains("hx-swap-oob=\"innerHTML\">");
    assertThat(browser.live(list).text()).contains("The list of files has changed.");
  }

  @Test
  void overview_isSentAgain_whereAFileBelowTheLatestChanges_orADaysCounts() {
    JsonNode[] files = new JsonNode[9];
    for (int i = 0; i < files.length; i++) {
      files[i] = api.file("{'file_id': '20260302T14150%d-0123456789ab'}".formatted(9 - i));
    }
    api.when("list-files", StubApi.page(files));
    String live = livePath(browser.get("/").text());
    assertThat(browser.live(live).status()).isEqualTo(204);

    files[8] = api.file("{'file_id': '20260302T141501-0123456789ab', 'status': 'FAILED'}");
    api.when("list-files", StubApi.page(files));
    assertThat(browser.live(live).status()).isEqualTo(200);

    live = livePath(browser.get("/").text());
    ObjectNode summary = api.summary();
    ((ObjectNode) summary.path("days").get(0)).put("rejected", 13);
    api.when("read-summary", summary);
    assertThat(browser.live(live).text()).contains(">13<");
  }

  @Test
  void overview_asksForWhatNeedsSomebody_byStatus() {
    api.when(
        "list-files",
        call ->
            Reply.json(
                "FAILED".equals(call.query().get("status"))
                    ? StubApi.page(api.file("{'status': 'FAILED', 'name': 'old.csv'}"))
                    : StubApi.page()));
    assertThat(browser.get("/").text())
        .contains("id=\"needing\"", "old.csv")
        .doesNotContain("Nothing needs you.");

    api.when("list-files", StubApi.page());
    assertThat(browser.get("/").text())
        .contains("Nothing needs you.", "Files that your clinic sends appear here");
  }

  @Test
  void nothingOfAStatus_isNotANewClinic() {
    api.when("list-files", StubApi.page());
    assertThat(browser.get("/files").text())
        .contains(
            "Files that your clinic sends appear here",
            "id=\"first-upload\"",
            "keeps itself up to date");
    assertThat(browser.get("/files?status=FAILED").text())
        .contains("No file of this status")
        .doesNotContain("Files that your clinic sends appear here", "id=\"first-upload\"");
    assertThat(browser.live(livePath(browser.get("/files?status=FAILED").text()) + "x").text())
        .contains("No file of this status");
    assertThat(browser.get("/files?next=abc").text())
        .contains("No older files")
        .doesNotContain("keeps itself up to date");
  }

  @Test
  void mendedFile_isHeldAgainstTheLimitToo() {
    assertThat(browser.get("/files/" + ID).text())
        .contains("data-limit=\"5368709120\"", "each file of 5 GB at most");
  }

  @Test
  void linksOfLiveParts_haveIds_soThatFocusStays() {
    api.when("read-file", api.file("{'status': 'PROCESSING', 'retry_of': '%s'}".formatted(OTHER)));
    api.when("list-files", StubApi.page(api.file("{'status': 'PROCESSING'}")));
    for (String path : List.of("/", "/files", "/files/" + ID, "/files/" + ID + "/progress")) {
      String page = browser.get(path).text();
      String part = page.substring(page.indexOf("hx-get=\"/"));
      int end = part.indexOf("class=\"row row-cards mt-0\""); // what of the overview stays
      Matcher link = Pattern.compile("<a [^>]*>").matcher(end < 0 ? part : part.substring(0, end));
      while (link.find()) {
        assertThat(link.group()).as(path).contains(" id=\"");
      }
    }
  }

  @Test
  void retry_leadsToTheNewFile() {
    api.when(
        "retry-file",
        call ->
            new Reply(
                202,
                "application/json",
                api.file("{'file_id': '%s'}".formatted(OTHER)).toString(),
                Map.of()));
    String token = browser.get("/files/" + ID).token();
    Page page = browser.post("/files/" + ID + "/retry", Map.of("_csrf", token));
    assertThat(page.status()).isEqualTo(302);
    assertThat(page.header("Location")).endsWith("/files/" + OTHER);
  }

  @Test
  void idThatIsNone_reachesNoApi() {
    for (String id : new String[] {"x", "..%2Frecords", "20260302T141500-0123456789AB"}) {
      assertThat(browser.get("/files/" + id).status()).as(id).isBetween(400, 404);
    }
    assertThat(api.calls()).isEmpty();
  }
}
