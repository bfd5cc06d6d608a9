package io.chartdrop.middletier.files;

import static org.assertj.core.api.Assertions.assertThat;

import io.chartdrop.records.file.StoredObject;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;

class KeptObjectTest {
  private static final StoredObject OBJECT = new StoredObject("errors", "a/1/rejects.csv");

  @ParameterizedTest
  @CsvSource({
    "404, true, true",
    "403, false, true", // not there: all that a listing under the prefix shows is another
    "403, true, false", // there, and we lack a right
    "500, false, false"
  })
  void objectThatIsNotThere_isToldFromOneThatIsForbidden(
      int status, boolean isThere, boolean isGone) {
    S3Client s3 = lists(isThere ? "a/1/rejects.csv" : "a/1/rejects.csv.old");
    S3Exception refusal = (S3Exception) S3Exception.builder().statusCode(status).build();

    assertThat(KeptObject.isGone(s3, OBJECT, refusal)).isEqualTo(isGone);
  }

  private static S3Client lists(String... keys) {
    return new S3Client() {
      @Override
      public ListObjectsV2Response listObjectsV2(ListObjectsV2Request request) {
        assertThat(request.prefix()).isEqualTo(OBJECT.key());
        return ListObjectsV2Response.builder()
            .contents(Arrays.stream(keys).map(key -> S3Object.builder().key(key).build()).toList())
            .build();
      }

      @Override
      public String serviceName() {
        return "s3";
      }

      @Override
      public void close() {}
    };
  }
}
