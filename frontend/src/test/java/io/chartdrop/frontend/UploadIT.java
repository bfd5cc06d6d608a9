package io.chartdrop.frontend;

import static org.assertj.core.api.Assertions.assertThat;

import io.chartdrop.frontend.Browser.Page;
import io.chartdrop.frontend.StubApi.Reply;
import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Files from the browser through the pages to the API. */
class UploadIT {
  private static final Map<String, String> BY_SCRIPT = Map.of("HX-Request", "true");

  private static StubApi api;
  private static Browser browser;
  private final List<String> received = new CopyOnWriteArrayList<>();

  @BeforeAll
  static void signIn() {
    World world = World.started();
    api = world.api();
    browser = world.browser().signIn("riverside");
  }

  @BeforeEach
  void takesFiles() {
    api.reset();
    api.when(
        "upload-file",
        call -> {
          try (InputStream body = call.exchange().getRequestBody()) {
            received.add(
                call.query().get("name")
                    + " "
                    + call.exchange().getRequestHeaders().getFirst("Content-Type")
                    + " "
                    + new String(body.readAllBytes(), StandardCharsets.UTF_8));
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
          return accepted(call.query().get("name"));
        });
  }

  @AfterEach
  void keepsToTheContract() {
    assertThat(api.breaches()).isEmpty();
  }

  private static Reply accepted(String name) {
    return new Reply(
        202,
        "application/json",
        api.file("{'status': 'RECEIVED', 'name': '%s'}".formatted(name)).toString(),
        Map.of());
  }

  private static String token() {
    return browser.get("/upload").token();
  }

  private Page upload(String body, Map<String, String> headers) {
    return browser.upload("/upload", BodyPublishers.ofString(body), headers);
  }

  @Test
  void plainForm_sendsSeveralFiles_andSaysWhatBecameOfEach() {
    Page answer =
        upload(
            Form.field("_csrf", token())
                + Form.file("one.csv", "a,b\r\n1,2\r\n")
                + Form.file("scan.pdf", "%PDF")
                + Form.file("two.CSV.gz", "zip")
                + Form.END,
            Map.of());
    assertThat(answer.status()).isEqualTo(302);
    assertThat(received)
        .containsExactly("one.csv text/csv a,b\r\n1,2\r\n", "two.CSV.gz application/gzip zip");
    Page page = browser.get("/upload");
    assertThat(page.text())
        .contains("one.csv", "two.CSV.gz", "Waiting")
        .contains("scan.pdf", "Only CSV files can be uploaded");
    assertThat(browser.get("/upload").text()).doesNotContain("one.csv");
  }

  @Test
  void script_getsThePart_thatIsLookedAtAgain() {
    Page part =
        upload(Form.field("_csrf", token()) + Form.file("é b+c.csv", "x") + Form.END, BY_SCRIPT);
    assertThat(part.status()).isEqualTo(200);
    assertThat(part.text()).contains("<li", "é b+c.csv", "/progress?seen=").doesNotContain("<html");
    assertThat(received).containsExactly("é b+c.csv text/csv x");
  }

  @Test
  void nameOfTwoHundredLetters_mayBeOfAnyScript() {
    // three bytes each, beside what stands round it in the part's header
    String name = "診".repeat(196) + ".csv";
    Page part = upload(Form.field("_csrf", token()) + Form.file(name, "x") + Form.END, BY_SCRIPT);
    assertThat(part.status()).isEqualTo(200);
    assertThat(received).containsExactly(name + " text/csv x");
  }

  @Test
  void nothingChosen_isSaid_linkedToTheField() {
    upload(Form.field("_csrf", token()) + Form.fileHead("") + "\r\n" + Form.END, Map.of());
    assertThat(browser.get("/upload").text())
        .contains("Choose at least one file", "href=\"#upload-files\"", "id=\"upload-files\"");
  }

  @Test
  void withoutToken_orWithAWrongOne_nothingIsPassedOn() {
    String file = Form.file("one.csv", "a") + Form.END;
    assertThat(upload(file, Map.of()).status()).isEqualTo(403);
    assertThat(upload(Form.field("_csrf", "wrong") + file, Map.of()).status()).isEqualTo(403);
    // the token must come first: what stands before it would have been read unchecked
    assertThat(
            upload(Form.file("one.csv", "a") + Form.field("_csrf", token()) + Form.END, Map.of())
                .status())
        .isEqualTo(403);
    assertThat(received).isEmpty();
  }

  @Test
  void formWithoutABoundary_bringsNoToken_andIsNotOurFault() {
    Page answer =
        browser.upload(
            "/upload",
            BodyPublishers.ofString(Form.field("_csrf", token()) + Form.END),
            "multipart/form-data",
            Map.of());
    assertThat(answer.status()).isEqualTo(403);
  }

  @Test
  void refusalOfAFile_isSaidInTheApisWords() {
    api.refuse("upload-file", 415, "unsupported-type", "This is a ZIP archive: upload the CSV.");
    Page part =
        upload(Form.field("_csrf", token()) + Form.file("one.csv", "PK") + Form.END, BY_SCRIPT);
    assertThat(part.status()).isEqualTo(200);
    assertThat(part.text())
        .contains("one.csv", "This is not a CSV file", "This is a ZIP archive: upload the CSV.");
  }

  @Test
  void tooManyUploads_areSaid() {
    api.refuse("upload-file", 429, "too-many-requests", "detail");
    Page part =
        upload(Form.field("_csrf", token()) + Form.file("one.csv", "a") + Form.END, BY_SCRIPT);
    assertThat(part.text()).contains("Too much at once", "Wait a moment and try again.");
  }

  @Test
  void bytes_arePassedOnAsTheyComeIn() throws Exception {
    // the browser sends a first piece and waits · the API has it · only then comes the rest
    CountDownLatch first = new CountDownLatch(1);
    CompletableFuture<Long> all = new CompletableFuture<>();
    api.when(
        "upload-file",
        call -> {
          try (InputStream body = call.exchange().getRequestBody()) {
            byte[] buffer = new byte[8192];
            long count = 0;
            for (int n = body.read(buffer); n >= 0; n = body.read(buffer)) {
              count += n;
              first.countDown();
            }
            all.complete(count);
          } catch (IOException e) {
            all.completeExceptionally(e);
          }
          return accepted("big.csv");
        });
    int piece = 1_000_000;
    int more = 60;
    String head = Form.field("_csrf", token()) + Form.fileHead("big.csv");
    try (PipedOutputStream sender = new PipedOutputStream();
        PipedInputStream body = new PipedInputStream(sender, piece)) {
      CompletableFuture<Page> answer =
          CompletableFuture.supplyAsync(
              () -> browser.upload("/upload", BodyPublishers.ofInputStream(() -> body), BY_SCRIPT));
      sender.write(Form.bytes(head));
      sender.write(new byte[piece]);
      sender.flush();
      assertThat(first.await(30, TimeUnit.SECONDS)).isTrue();
      for (int i = 0; i < more; i++) {
        sender.write(new byte[piece]);
      }
      sender.write(Form.bytes("\r\n" + Form.END));
      sender.close();
      assertThat(answer.get(60, TimeUnit.SECONDS).status()).isEqualTo(200);
    }
    assertThat(all.get()).isEqualTo((1L + more) * piece);
  }

  @Test
  void browserThatBreaksOff_leavesNoWholeFileBehind() throws Exception {
    // the API must see the upload fail, for it would take a short body for a whole file
    CompletableFuture<String> seen = new CompletableFuture<>();
    api.when(
        "upload-file",
        call -> {
          try (InputStream body = call.exchange().getRequestBody()) {
            body.readAllBytes();
            seen.complete("whole");
          } catch (IOException e) {
            seen.complete("broken");
          }
          return accepted("cut.csv");
        });
    String head = Form.field("_csrf", token()) + Form.fileHead("cut.csv");
    try (PipedOutputStream sender = new PipedOutputStream();
        PipedInputStream body = new PipedInputStream(sender, 100_000)) {
      CompletableFuture<Page> answer =
          CompletableFuture.supplyAsync(
              () -> browser.upload("/upload", BodyPublishers.ofInputStream(() -> body), BY_SCRIPT));
      sender.write(Form.bytes(head + "half a row"));
      sender.flush();
      sender.close(); // the form ends without its closing line
      assertThat(seen.get(60, TimeUnit.SECONDS)).isEqualTo("broken");
      assertThat(answer.get(60, TimeUnit.SECONDS).text()).contains("The upload broke off");
    }
  }
}
