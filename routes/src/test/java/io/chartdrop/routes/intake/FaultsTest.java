package io.chartdrop.routes.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.chartdrop.records.file.FileId;
import io.chartdrop.records.file.LeaseLostException;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.s3.model.S3Exception;

class FaultsTest {

  @Test
  void outages_doNotCountAgainstTheFile() {
    assertThat(Faults.isOutage(SdkClientException.create("no connection"))).isTrue();
    assertThat(Faults.isOutage(new IllegalStateException(new IOException("cut off")))).isTrue();
    assertThat(Faults.isOutage(S3Exception.builder().statusCode(503).build())).isTrue();
    assertThat(
            Faults.isOutage(
                DynamoDbException.builder()
                    .statusCode(400)
                    .awsErrorDetails(
                        AwsErrorDetails.builder().errorCode("ThrottlingException").build())
                    .build()))
        .isTrue();
    assertThat(Faults.isOutage(new StoppingException())).isTrue();
    assertThat(Faults.isOutage(S3Exception.builder().statusCode(403).build()))
        .as("a role that is wrong fails every file")
        .isTrue();
  }

  @Test
  void bugsAndRefusals_do() {
    assertThat(Faults.isOutage(new NullPointerException())).isFalse();
    assertThat(Faults.isOutage(S3Exception.builder().statusCode(400).build())).isFalse();
  }

  @Test
  void lostLease_isFoundAmongTheCauses() {
    LeaseLostException lost = new LeaseLostException(new FileId("20260301T093000-0123456789ab"));
    assertThat(Faults.isLost(new IllegalStateException(lost))).isTrue();
    assertThat(Faults.isLost(new IllegalStateException())).isFalse();
  }
}
