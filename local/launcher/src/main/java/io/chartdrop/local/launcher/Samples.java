package io.chartdrop.local.launcher;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * The sample files and what should become of each: {@code local/samples/samples.json}.
 *
 * @param lookUp the record that is read back
 */
record Samples(List<Step> steps, LookUp lookUp) {
  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
          .build();

  /** Files that one clinic uploads at once. The steps follow one another. */
  record Step(String tenant, String title, List<Sample> files) {}

  /**
   * @param story what is to be seen in it
   * @param added {@code new} in JSON; a Java word here
   */
  record Sample(
      String file,
      String story,
      String status,
      @JsonProperty("new") long added,
      long known,
      long rejected) {

    boolean matches(JsonNode outcome) {
      JsonNode rows = outcome.path("rows");
      return outcome.path("status").asText().equals(status)
          && rows.path("new").asLong(-1) == added
          && rows.path("known").asLong(-1) == known
          && rows.path("rejected").asLong(-1) == rejected
          && rows.path("read").asLong(-1) == added + known + rejected;
    }

    String expectation() {
      return "%s with %d new, %d known, %d rejected".formatted(status, added, known, rejected);
    }
  }

  /** Arguments of {@code ops find}. */
  record LookUp(String tenant, List<String> arguments) {}

  static Samples read(Path directory) {
    try {
      return MAPPER.readValue(directory.resolve("samples.json").toFile(), Samples.class);
    } catch (IOException e) {
      throw new LaunchException("Cannot read the samples: " + e.getMessage());
    }
  }
}
