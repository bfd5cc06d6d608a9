package io.chartdrop.local.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalCloudIT {
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  @TempDir Path directory;

  @Test
  void cloudStarted_answersOnBothAddresses_andIsGoneWhenClosed() throws Exception {
    URI s3;
    URI dynamoDb;
    try (LocalCloud cloud = LocalCloud.plan().prefix("it-").logs(directory).start()) {
      s3 = cloud.s3();
      dynamoDb = cloud.dynamoDb();

      assertThat(get(s3.resolve("/it-inbox?versioning"))).contains("Enabled");
      assertThat(get(s3.resolve("/it-errors?versioning"))).contains("Enabled");
      assertThat(tables(dynamoDb))
          .contains("\"it-records\"", "\"it-files\"", "\"it-idempotency\"", "\"it-tenants\"");
      assertThat(cloud.environment())
          .containsEntry("AWS_ENDPOINT_URL_S3", s3.toString())
          .containsEntry("AWS_ENDPOINT_URL_DYNAMODB", dynamoDb.toString())
          .containsEntry("CHARTDROP_INBOX", "it-inbox")
          .containsEntry("CHARTDROP_TABLE_RECORDS", "it-records")
          .containsEntry("CHARTDROP_TABLE_SUMMARY", "it-summary")
          .hasSize(13);
      assertThat(directory.resolve("s3.log")).content().contains("ready on " + s3);
    }
    assertThatThrownBy(() -> get(s3)).isInstanceOf(ConnectException.class);
    assertThatThrownBy(() -> get(dynamoDb)).isInstanceOf(ConnectException.class);
  }

  @Test
  void serversNamedByTheEnvironment_areSetUpAndUsed_andLeftRunning() throws Exception {
    try (LocalCloud other = LocalCloud.start()) {
      System.setProperty("AWS_ENDPOINT_URL_S3", other.s3().toString());
      System.setProperty("AWS_ENDPOINT_URL_DYNAMODB", other.dynamoDb().toString());

      try (LocalCloud cloud = LocalCloud.plan().prefix("again-").start()) {
        assertThat(cloud.s3()).isEqualTo(other.s3());
        assertThat(cloud.dynamoDb()).isEqualTo(other.dynamoDb());
      }
      assertThat(get(other.s3().resolve("/again-archive?versioning"))).contains("Enabled");
      assertThat(tables(other.dynamoDb())).contains("\"again-files\"");
    } finally {
      System.clearProperty("AWS_ENDPOINT_URL_S3");
      System.clearProperty("AWS_ENDPOINT_URL_DYNAMODB");
    }
  }

  @Test
  void portInUse_isToldInOneSentence() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String port = Integer.toString(taken.getLocalPort());

      for (String module : List.of("local/s3", "local/dynamodb")) {
        assertThatThrownBy(
                () ->
                    LocalProcess.jar("chartdrop-server", Repository.appJar(module))
                        .arguments("--port", port)
                        .start())
            .hasMessageContaining("ended before it was ready")
            .hasMessageContaining("Port " + port + " is already in use")
            .hasMessageNotContaining("\tat ");
      }
    }
  }

  @Test
  void parentGone_endsTheChildToo() throws Exception {
    // The child's only tie to its parent is the pipe, so closing our end is as good as dying.
    Process parentless =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-jar",
                Repository.appJar("local/dynamodb").toString(),
                "--port",
                "0",
                "--with-parent")
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("log").toFile())
            .start();
    try {
      await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> Files.readString(directory.resolve("log")).contains("ready on"));

      parentless.getOutputStream().close();

      assertThat(parentless.onExit().get().exitValue()).isZero();
    } finally {
      parentless.destroyForcibly();
    }
  }

  private static String get(URI address) throws IOException, InterruptedException {
    return HTTP.send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString())
        .body();
  }

  private static String tables(URI dynamoDb) throws IOException, InterruptedException {
    HttpRequest listTables =
        HttpRequest.newBuilder(dynamoDb)
            .header("X-Amz-Target", "DynamoDB_20120810.ListTables")
            .header("Content-Type", "application/x-amz-json-1.0")
            .header(
                "Authorization",
                "AWS4-HMAC-SHA256 Credential=local/20260101/us-east-1/dynamodb/aws4_request,"
                    + " SignedHeaders=host, Signature=none")
            .POST(HttpRequest.BodyPublishers.ofString("{}"))
            .build();
    return HTTP.send(listTables, HttpResponse.BodyHandlers.ofString()).body();
  }
}
