package io.chartdrop.middletier;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.chartdrop.records.file.FileId;
import io.chartdrop.records.file.FileStatus;
import io.chartdrop.records.file.LedgerEntry;
import io.chartdrop.records.file.RowCounts;
import io.chartdrop.records.file.StoredObject;
import io.chartdrop.records.tenant.ChangedTenant;
import io.chartdrop.records.tenant.Limits;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Files: brought, followed, mended. */
@ApiTest
class FilesIT implements EmbeddedCloud {
  private static final byte[] CSV =
      "medical_record_number,first_name,last_name,date_time,doctors_notes\nA1,Ann,Oak,2026-03-01 09:30,Well\n"
          .getBytes(UTF_8);
  private static final String REJECTS =
      "\uFEFFmedical_record_number,first_name,last_name,date_time,doctors_notes,chartdrop_line,"
          + "chartdrop_column,chartdrop_code,chartdrop_message\r\n"
          + "A1,Ann,Oak,tomorrow,\"One \"\"line\"\"\nand another\",3,date_time,BAD_DATE_TIME,Mend it\r\n"
          + ",'=1+1,Élan,2026-03-01 09:30,Well,5,medical_record_number,MISSING_VALUE,Give it\r\n"
          + "A3,Cat,Ash,never,Well,9,date_time,BAD_DATE_TIME,Mend it\r\n";

  @Autowired private Clinics clinics;
  @LocalServerPort private int port;

  private Clinic clinic;
  private Api api;
  private String token;

  @BeforeEach
  void open() {
    clinic = clinics.found();
    token = MINT.machine(clinic.id().value(), TokenMint.ALL_SCOPES);
    api = clinics.as(token);
  }

  @Test
  void files_areListedNewestFirst_pageByPage_andByStatus() {
    FileId first = clinic.completed("1.csv", RowCounts.of(3, 2, 0));
    FileId second = clinic.rejected("2.csv", "nonsense");
    FileId third = clinic.reads("3.csv").fileId();

    Api.Reply page = api.get("/files?limit=2");
    assertThat(page.all("file_id")).containsExactly(third.value(), second.value());
    Api.Reply rest = api.get("/files?limit=2&next=" + page.next());
    assertThat(rest.all("file_id")).containsExactly(first.value());
    assertThat(rest.next()).isEmpty();
    assertThat(api.get("/files?status=REJECTED").all("name")).containsExactly("2.csv");
    assertThat(api.get("/files?status=PROCESSING").all("name")).containsExactly("3.csv");
    assertThat(api.get("/files?status=REJECTED&next=" + page.next()).problem())
        .isEqualTo("bad-page-token");
    assertThat(api.get("/files?status=rejected").problem()).isEqualTo("bad-parameter");
  }

  @Test
  void oneFile_saysWhatBecameOfIt() {
    FileId id = clinic.completed("1.csv", RowCounts.of(3, 2, 0));
    JsonNode file = api.get("/files/" + id).json();
    assertThat(file.path("name").asText()).isEqualTo("1.csv");
    assertThat(file.path("status").asText()).isEqualTo("COMPLETED");
    assertThat(file.path("rows").toString())
        .isEqualTo("{\"read\":5,\"new\":3,\"known\":2,\"rejected\":0}");
    assertThat(file.path("sha256").asText()).hasSize(64);
    assertThat(file.path("received_at").asText()).isEqualTo("2026-03-02T14:15:01Z");
    assertThat(file.has("finished_at")).isTrue();
    assertThat(file.has("problem")).isFalse();
    JsonNode rejected = api.get("/files/" + clinic.rejected("2.csv", "x")).json();
    assertThat(rejected.path("problem").path("code").asText()).isEqualTo("MISSING_COLUMN");
    assertThat(api.get("/files/20260101T000000-000000000000").problem()).isEqualTo("not-found");
  }

  @Test
  void rejects_arePagedByRow_asTheCellsWere() {
    // three rows: one over two lines with quotes · one guarded against spreadsheets · one plain
    FileId id = clinic.completedWithRejects("1.csv", "original", REJECTS);
    Api.Reply first = api.get("/files/" + id + "/rejects?limit=2");
    assertThat(first.json().path("columns").toString())
        .isEqualTo(
            "[\"medical_record_number\",\"first_name\",\"last_name\",\"date_time\",\"doctors_notes\"]");
    JsonNode row = first.json().path("items").get(0);
    assertThat(row.path("line").asInt()).isEqualTo(3);
    assertThat(row.path("column").asText()).isEqualTo("date_time");
    assertThat(row.path("code").asText()).isEqualTo("BAD_DATE_TIME");
    assertThat(row.path("message").asText()).isEqualTo("Mend it");
    assertThat(row.path("cells").get(4).asText()).isEqualTo("One \"line\"\nand another");
    assertThat(first.json().path("items").get(1).path("cells").get(1).asText()).isEqualTo("=1+1");

    Api.Reply second = api.get("/files/" + id + "/rejects?limit=2&next=" + first.next());
    assertThat(second.all("line")).containsExactly("9");
    assertThat(second.next()).isEmpty();

    Api.Reply csv = api.get("/files/" + id + "/rejects.csv");
    assertThat(csv.text()).isEqualTo(REJECTS);
    assertThat(csv.header("Content-Disposition")).contains("attachment").contains(id.value());
    assertThat(csv.header("Cache-Control")).contains("no-store");
  }

  @Test
  void headerThatLooksLikeAFormula_isShownAsItWas_andNamedSoByItsRows() {
    FileId id =
        clinic.completedWithRejects(
            "1.csv",
            "original",
            "\uFEFF'-mrn,chartdrop_line,chartdrop_column,chartdrop_code,chartdrop_message\r\n"
                + "A1,2,'-mrn,BAD_CHARACTER,Mend it\r\n");
    JsonNode page = api.get("/files/" + id + "/rejects").json();
    assertThat(page.path("columns").toString()).isEqualTo("[\"-mrn\"]");
    assertThat(page.path("items").get(0).path("column").asText()).isEqualTo("-mrn");
  }

  @Test
  void alteredToken_isABadOne() {
    // our hash, and behind it a position that is no number
    FileId id = clinic.completedWithRejects("1.csv", "original", REJECTS);
    String next = api.get("/files/" + id + "/rejects?limit=1").next();
    byte[] bytes = Base64.getUrlDecoder().decode(next);
    bytes[bytes.length - 1] = 'x';
    String altered = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    assertThat(api.get("/files/" + id + "/rejects?next=" + altered).problem())
        .isEqualTo("bad-page-token");
  }

  @Test
  void manyRejects_comeOnceEach_whateverThePage() {
    // 3,000 rejected rows of some 100 bytes: more than one range of the object
    StringBuilder csv = new StringBuilder(REJECTS.lines().findFirst().orElseThrow() + "\r\n");
    for (int i = 0; i < 3000; i++) {
      csv.append(
          "A%d,Ann,Oak,never,\"%s\",%d,date_time,BAD_DATE_TIME,Mend it\r\n"
              .formatted(i, "n\"\"\n".repeat(i % 20), i + 2));
    }
    FileId id = clinic.completedWithRejects("1.csv", "original", csv.toString());
    List<String> lines = new ArrayList<>();
    String next = "";
    do {
      Api.Reply page =
          api.get("/files/" + id + "/rejects?limit=97" + (next.isEmpty() ? "" : "&next=" + next));
      lines.addAll(page.all("line"));
      next = page.next();
    } while (!next.isEmpty());
    assertThat(lines).hasSize(3000).doesNotHaveDuplicates().startsWith("2").endsWith("3001");
  }

  @Test
  void rejectsOfAFileWithoutAny_orNotFinished() {
    FileId clean = clinic.completed("1.csv", RowCounts.of(1, 0, 0));
    assertThat(api.get("/files/" + clean + "/rejects").json().path("items")).isEmpty();
    assertThat(api.get("/files/" + clean + "/rejects.csv").status()).isEqualTo(404);
    FileId busy = clinic.reads("2.csv").fileId();
    assertThat(api.get("/files/" + busy + "/rejects").problem()).isEqualTo("not-finished");
  }

  @Test
  void rejectsThatAreNoLongerKept_areNotFound_withTheCure() {
    FileId id = clinic.completedWithRejects("1.csv", "original", REJECTS);
    StoredObject rejects =
        clinic.stores().ledger().find(clinic.id(), id).orElseThrow().rejects().orElseThrow();
    clinic.stores().s3().deleteObject(d -> d.bucket(rejects.bucket()).key(rejects.key()));
    for (String path : List.of("/rejects", "/rejects.csv")) {
      Api.Reply reply = api.get("/files/" + id + path);
      assertThat(reply.status()).as(path).isEqualTo(404);
      assertThat(reply.json().path("detail").asText()).as(path).contains("no longer kept");
    }
  }

  @Test
  void upload_isStoredAsSent_andItsLocationIsThereAtOnce() {
    Api.Reply reply =
        api.upload("C:\\exports\\..Täglich\u202E.csv", "text/csv; charset=utf-8", CSV);
    assertThat(reply.status()).isEqualTo(202);
    assertThat(reply.json().path("status").asText()).isEqualTo("RECEIVED");
    assertThat(reply.json().path("name").asText()).isEqualTo("Täglich.csv");
    assertThat(reply.json().path("bytes").asInt()).isEqualTo(CSV.length);
    String id = reply.json().path("file_id").asText();
    assertThat(reply.header("Location")).isEqualTo("/api/v1/files/" + id);
    assertThat(api.get("/files/" + id).status()).isEqualTo(200);
    assertThat(clinic.inboxObject("Täglich.csv")).isEqualTo(CSV);
    assertThat(clinic.inboxMetadata("Täglich.csv")).containsEntry("file-id", id);
  }

  @Test
  void largeUpload_goesInParts_andArrivesWhole() throws IOException {
    byte[] large = new byte[(8 << 20) * 2 + 12345];
    for (int i = 0; i < large.length; i++) {
      large[i] = (byte) ('a' + i % 23);
    }
    assertThat(api.upload("large.csv", "text/csv", large).status()).isEqualTo(202);
    assertThat(Arrays.equals(clinic.inboxObject("large.csv"), large)).isTrue();
    byte[] exact = Arrays.copyOf(large, 8 << 20);
    assertThat(api.upload("exact.csv", "text/csv", exact).status()).isEqualTo(202);
    assertThat(Arrays.equals(clinic.inboxObject("exact.csv"), exact)).isTrue();
    assertThat(api.upload("small.csv.gz", "application/gzip", gzip(CSV)).status()).isEqualTo(202);
    assertThat(clinic.unfinishedUploads()).isZero();
  }

  private static byte[] gzip(byte[] content) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(bytes)) {
      out.write(content);
    }
    return bytes.toByteArray();
  }

  @Test
  void uploadThatIsNotWhatItSays_isRefused_andNothingIsStored() throws IOException {
    assertThat(api.upload("a.xlsx", "text/csv", CSV).problem()).isEqualTo("bad-parameter");
    assertThat(api.upload(".csv", "text/csv", CSV).problem()).isEqualTo("bad-parameter");
    assertThat(api.upload("...csv", "text/csv", CSV).problem()).isEqualTo("bad-parameter");
    assertThat(api.upload("a.csv", "application/json", CSV).status()).isEqualTo(415);
    assertThat(api.upload("a.csv", "application/x-www-form-urlencoded", CSV).status())
        .isEqualTo(415);
    assertThat(api.upload("a.csv", "multipart/form-data; boundary=x", CSV).status()).isEqualTo(415);
    assertThat(api.upload("a.csv.gz", "text/csv", CSV).status()).isEqualTo(415);
    assertThat(api.upload("a.csv", "application/gzip", gzip(CSV)).status()).isEqualTo(415);
    assertThat(api.upload("a.csv", "text/csv", gzip(CSV)).status()).isEqualTo(415);
    assertThat(api.upload("a.csv.gz", "application/gzip", CSV).status()).isEqualTo(415);
    assertThat(api.upload("a.csv", "text/csv", new byte[0]).problem()).isEqualTo("short-body");
    assertThat(clinic.inbox()).isEmpty();
    assertThat(api.get("/files").json().path("items")).isEmpty();
  }

  @Test
  void uploadBeyondTheClinicsLimit_isRefused_announcedOrNot() {
    Clinic small =
        clinics.found(
            "small-" + UUID.randomUUID().toString().substring(0, 8),
            tenant -> ChangedTenant.withLimits(tenant, new Limits(9 << 20, 9 << 20, 1 << 20, 100)));
    Api sender = clinics.as(MINT.machine(small.id().value(), TokenMint.ALL_SCOPES));
    assertThat(sender.upload("a.csv", "text/csv", new byte[(9 << 20) + 1]).status()).isEqualTo(413);
    byte[] inChunks = new byte[(9 << 20) + 1];
    Arrays.fill(inChunks, (byte) 'a');
    Api.Reply reply =
        sender.send(
            "POST",
            "/files?name=a.csv",
            java.net.http.HttpRequest.BodyPublishers.ofInputStream(
                () -> new java.io.ByteArrayInputStream(inChunks)),
            "Content-Type",
            "text/csv");
    assertThat(reply.status()).isEqualTo(413);
    assertThat(small.inbox()).isEmpty();
    assertThat(small.unfinishedUploads()).isZero();
  }

  @Test
  void uploadThatBreaksOff_storesNothing() throws IOException {
    // by length: 100 bytes short, small and in parts · in chunks: no last chunk
    breaksOff("Content-Length: " + (CSV.length + 100), CSV);
    byte[] large = new byte[10 << 20];
    Arrays.fill(large, (byte) 'a');
    breaksOff("Content-Length: " + (large.length + 100), large);
    breaksOff("Transfer-Encoding: chunked", chunk(CSV));
    breaksOff("Transfer-Encoding: chunked", chunk(large));

    Api.Reply witness = api.upload("witness.csv", "text/csv", CSV);
    assertThat(witness.status()).isEqualTo(202);
    await().until(() -> clinic.unfinishedUploads() == 0);
    assertThat(clinic.inbox()).containsExactly("witness.csv");
    assertThat(api.get("/files").all("name")).containsExactly("witness.csv");
  }

  private static byte[] chunk(byte[] content) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.write((Integer.toHexString(content.length) + "\r\n").getBytes(UTF_8));
    bytes.write(content);
    bytes.write("\r\n".getBytes(UTF_8));
    return bytes.toByteArray();
  }

  private void breaksOff(String framing, byte[] sent) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      OutputStream out = socket.getOutputStream();
      out.write(
          ("POST /api/v1/files?name=broken.csv HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
                  + token
                  + "\r\nContent-Type: text/csv\r\n"
                  + framing
                  + "\r\n\r\n")
              .getBytes(UTF_8));
      out.write(sent);
      out.flush();
      socket.shutdownOutput();
      String answer = new String(socket.getInputStream().readAllBytes(), UTF_8);
      assertThat(answer).startsWith("HTTP/1.1 400"); // for whoever still listens
    }
  }

  @Test
  void retry_copiesTheOriginalBack_asAReplay() {
    FileId id = clinic.rejected("2.csv", "the original");
    Api.Reply reply = api.post("/files/" + id + "/retry");
    assertThat(reply.status()).isEqualTo(202);
    String again = reply.json().path("file_id").asText();
    assertThat(again).isNotEqualTo(id.value());
    assertThat(reply.json().path("retry_of").asText()).isEqualTo(id.value());
    assertThat(api.get("/files/" + again).json().path("status").asText()).isEqualTo("RECEIVED");
    assertThat(clinic.inboxObject("2.csv")).isEqualTo("the original".getBytes(UTF_8));
    assertThat(clinic.inboxMetadata("2.csv"))
        .containsEntry("file-id", again)
        .containsEntry("chartdrop-replay-of", id.value());
    Optional<LedgerEntry> entry = clinic.stores().ledger().find(clinic.id(), new FileId(again));
    assertThat(entry.orElseThrow().status()).isEqualTo(FileStatus.RECEIVED);
  }

  @Test
  void retry_isRefused_whereItMakesNoSense() {
    // all stored · still being read · its original gone
    for (FileId id :
        List.of(clinic.completed("1.csv", RowCounts.of(1, 0, 0)), clinic.reads("2.csv").fileId())) {
      Api.Reply reply = api.post("/files/" + id + "/retry");
      assertThat(reply.status()).isEqualTo(409);
      assertThat(reply.problem()).isEqualTo("not-retryable");
    }
    FileId gone = clinic.rejected("3.csv", "x");
    LedgerEntry entry = clinic.stores().ledger().find(clinic.id(), gone).orElseThrow();
    clinic
        .stores()
        .s3()
        .deleteObject(
            d ->
                d.bucket(entry.original().orElseThrow().bucket())
                    .key(entry.original().orElseThrow().key()));
    assertThat(api.post("/files/" + gone + "/retry").json().path("detail").asText())
        .contains("upload the file again");
    assertThat(clinic.inbox()).isEmpty();
  }

  @Test
  void retry_ofMoreThanS3Copies_isRefused() {
    FileId id = clinic.rejected(clinic.reads("5.csv", (5L << 30) + 1), "5.csv", "x");
    Api.Reply reply = api.post("/files/" + id + "/retry");
    assertThat(reply.status()).isEqualTo(409);
    assertThat(reply.problem()).isEqualTo("not-retryable");
    assertThat(reply.json().path("detail").asText()).contains("5 GiB", "upload the file again");
    assertThat(clinic.inbox()).isEmpty();
  }

  @Test
  void summary_countsByTheClinicsOwnDays() {
    // received a second before the clinic's midnight: by UTC it is the next day already
    ZoneId zone = ZoneId.of("America/New_York");
    LocalDate today = LocalDate.now(zone);
    LocalDate received = today.minusDays(3);
    clinic.completed(
        clinic.reads("1.csv", received.plusDays(1).atStartOfDay(zone).minusSeconds(1).toInstant()),
        RowCounts.of(3, 2, 1));
    JsonNode summary = api.get("/summary?days=366").json();
    assertThat(summary.path("time_zone").asText()).isEqualTo("America/New_York");
    assertThat(summary.path("days")).hasSize(366);
    assertThat(summary.path("days").get(0).path("day").asText()).isEqualTo(today.toString());
    JsonNode day = summary.path("days").get(3);
    assertThat(day.path("day").asText()).isEqualTo(received.toString());
    assertThat(day.path("files").asInt()).isEqualTo(1);
    assertThat(day.path("new").asInt()).isEqualTo(3);
    assertThat(day.path("known").asInt()).isEqualTo(2);
    assertThat(day.path("rejected").asInt()).isEqualTo(1);
    assertThat(summary.path("days").findValues("files"))
        .extracting(JsonNode::asInt)
        .containsOnlyOnce(1);
    assertThat(api.get("/summary").json().path("days")).hasSize(7);
  }
}
