package io.chartdrop.frontend.records;

import static org.assertj.core.api.Assertions.assertThat;

import io.chartdrop.frontend.records.Reading.Kind;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ReadingTest {
  private static List<String> read(String typed) {
    return Reading.of(typed).stream()
        .map(
            r ->
                r.kind()
                    + " "
                    + Stream.of(r.mrn(), r.lastName(), r.firstName())
                        .map(value -> value.orElse("-"))
                        .toList())
        .toList();
  }

  @Test
  void digits_areANumberFirst_thenAName() {
    assertThat(read("1001")).containsExactly("MRN [1001, -, -]", "LAST_NAME [-, 1001, -]");
    assertThat(read(" MRN-1001 "))
        .containsExactly("MRN [MRN-1001, -, -]", "LAST_NAME [-, MRN-1001, -]");
  }

  @Test
  void letters_areALastNameFirst_thenANumber() {
    assertThat(read("okon")).containsExactly("LAST_NAME [-, okon, -]", "MRN [okon, -, -]");
  }

  @Test
  void comma_partsLastFromFirst() {
    assertThat(read("Okonkwo, Ama").get(0)).isEqualTo("LAST_COMMA_FIRST [-, Okonkwo, Ama]");
    assertThat(read("Okonkwo ,").get(0)).isEqualTo("LAST_NAME [-, Okonkwo, -]");
    assertThat(read(", Ama").get(0)).isEqualTo("FIRST_NAME [-, -, Ama]");
  }

  @Test
  void numberMayHaveAComma_andSpacesInARow() {
    assertThat(read("A,123")).containsExactly("LAST_COMMA_FIRST [-, A, 123]", "MRN [A,123, -, -]");
    assertThat(read(" A  1 ")).containsExactly("MRN [A  1, -, -]", "LAST_NAME [-, A 1, -]");
  }

  @Test
  void twoWords_areOneLastName_thenFirstAndLast_thenLastAndFirst() {
    assertThat(read("van  der Berg"))
        .containsExactly(
            "LAST_NAME [-, van der Berg, -]",
            "FIRST_SPACE_LAST [-, Berg, van der]",
            "LAST_SPACE_FIRST [-, van, der Berg]");
  }

  @Test
  void whatTheApiWouldRefuse_isNoReading() {
    assertThat(read(",")).isEmpty();
    assertThat(read("'' , --")).isEmpty();
    assertThat(read("x".repeat(101) + "y")).containsExactly("MRN [" + "x".repeat(101) + "y, -, -]");
    assertThat(read("9".repeat(129))).isEmpty();
  }

  @Test
  void nothing_isAnybody() {
    assertThat(Reading.of("  ")).extracting(Reading::kind).containsExactly(Kind.ANYBODY);
  }

  @Test
  void otherScripts_areNames() {
    assertThat(read("Núñez").get(0)).isEqualTo("LAST_NAME [-, Núñez, -]");
    assertThat(read("כהן").get(0)).isEqualTo("LAST_NAME [-, כהן, -]");
  }
}
