package io.chartdrop.records;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HeaderTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "doctors_notes",
        "Doctors Notes",
        "DOCTORSNOTES",
        "\uFEFFdoctors_notes",
        " doctors\u00A0notes\t",
        "doctors__Notes "
      })
  void caseSpacesUnderscoresAndMark_doNotCount(String header) {
    assertThat(Header.normalise(header)).isEqualTo("doctorsnotes");
  }

  @ParameterizedTest
  @ValueSource(strings = {"doctor's notes", "doctors-notes", "doctors notes 2"})
  void otherSigns_count(String header) {
    assertThat(Header.normalise(header)).isNotEqualTo("doctorsnotes");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"Doctor's Notes", "doctors-notes*", "DOCTORS_NOTES:", "doctors\u2013notes"})
  void noSignCounts_whereLettersAndDigitsAreAskedFor(String header) {
    assertThat(Header.lettersAndDigits(header)).isEqualTo("doctorsnotes");
  }
}
