package io.chartdrop.local.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.chartdrop.local.launcher.Samples.Sample;
import io.chartdrop.local.process.Repository;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SamplesIT {
  private final Path directory = Repository.root().resolve("local/samples");
  private final Samples samples = Samples.read(directory);

  @Test
  void everySampleFile_isUsed_andEveryOneUsedIsThere() throws Exception {
    List<Path> used = new ArrayList<>();
    samples
        .steps()
        .forEach(
            step ->
                step.files()
                    .forEach(
                        sample ->
                            used.add(directory.resolve(step.tenant()).resolve(sample.file()))));

    try (Stream<Path> files = Files.walk(directory)) {
      assertThat(files.filter(Files::isRegularFile))
          .filteredOn(file -> !file.getParent().equals(directory)) // for a person to drop
          .containsExactlyInAnyOrderElementsOf(used);
    }
  }

  @Test
  void outcome_isAsExpected_onlyIfStatusAndAllCountsAre() throws Exception {
    Sample sample = new Sample("a.csv", "", "COMPLETED", 2, 1, 0);
    String right = "{'status':'COMPLETED','rows':{'read':3,'new':2,'known':1,'rejected':0}}";

    assertThat(sample.matches(json(right))).isTrue();
    assertThat(sample.matches(json(right.replace("'known':1", "'known':0")))).isFalse();
    assertThat(sample.matches(json(right.replace("COMPLETED", "DUPLICATE")))).isFalse();
    assertThat(sample.matches(json("{'status':'COMPLETED'}"))).isFalse();
  }

  private static JsonNode json(String text) throws Exception {
    return new ObjectMapper().readTree(text.replace('\'', '"'));
  }
}
