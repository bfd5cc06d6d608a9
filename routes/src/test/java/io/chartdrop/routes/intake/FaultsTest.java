package io.chartdrop.routes.intake;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonGenerationException;
import com.fasterxml.jackson.core.JsonGenerator;
import io.chartdrop.records.file.FileId;
import io.chartdrop.records.file.LeaseLostException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.MalformedInputException;
import java.util.stream.Stream;
import java.util.zip.ZipException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.s3.model.S3Exception;

class FaultsTest {

  @Test
  void outages_doNotCountAgainstTheFile() {
    assertThat(Faults.isOutage(SdkClientException.create("no connection"))).isTrue();
    assertThat(Faults.isOutage(new IllegalStateException(new IOException("cut off")))).isTrue();
    assertThat(Faults.isOutage(S3Exception.builder().statusCode(503).build())).isTrue();
    assertThat(Faults.isOutage(refused("ThrottlingException"))).isTrue();
    assertThat(Faults.isOutage(new StoppingException())).isTrue();
    assertThat(Faults.isOutage(S3Exception.builder().statusCode(403).build()))
        .as("a role that is wrong fails every file")
        .isTrue();
  }

  @Test
  void bugsAndRefusals_do() {
    assertThat(Faults.isOutage(new NullPointerException())).isFalse();
    assertThat(Faults.isOutage(S3Exception.builder().statusCode(400).build())).isFalse();
    assertThat(Faults.isOutage(refused("ValidationException"))).isFalse();
    assertThat(Faults.isOutage(cancelled("None", "ValidationError"))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ExpiredToken",
        "KMS.DisabledException",
        "RequestTimeout",
        "TransactionConflictException"
      })
  void codesThatSayNothingOfTheFile_doNotCount(String code) {
    assertThat(Faults.isOutage(refused(code))).isTrue();
  }

  @Test
  void cancelledTransaction_doesNotCount_whereItWasInAnothersWay() {
    assertThat(Faults.isOutage(cancelled("None", "TransactionConflict"))).isTrue();
    assertThat(Faults.isOutage(cancelled("ThrottlingError"))).isTrue();
  }

  @Test
  void whatTheBytesThemselvesCause_counts_thoughJavaCallsItInputAndOutput() {
    assertThat(Faults.isOutage(new UncheckedIOException(new MalformedInputException(1)))).isFalse();
    assertThat(Faults.isOutage(new ZipException())).isFalse();
    assertThat(Faults.isOutage(new JsonGenerationException("half a letter", (JsonGenerator) null)))
        .isFalse();
  }

  private static AwsServiceException refused(String code) {
    return DynamoDbException.builder()
        .statusCode(400)
        .awsErrorDetails(AwsErrorDetails.builder().errorCode(code).build())
        .build();
  }

  private static AwsServiceException cancelled(String... reasons) {
    return TransactionCanceledException.builder()
        .statusCode(400)
        .awsErrorDetails(
            AwsErrorDetails.builder().errorCode("TransactionCanceledException").build())
        .cancellationReasons(
            Stream.of(reasons).map(r -> CancellationReason.builder().code(r).build()).toList())
        .build();
  }

  @Test
  void lostLease_isFoundAmongTheCauses() {
    LeaseLostException lost = new LeaseLostException(new FileId("20260301T093000-0123456789ab"));
    assertThat(Faults.isLost(new IllegalStateException(lost))).isTrue();
    assertThat(Faults.isLost(new IllegalStateException())).isFalse();
  }
}
