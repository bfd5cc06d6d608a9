package io.chartdrop.records.patient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The golden values are stored in every table there is: a change that breaks one gives every record
 * a second identity.
 */
class FingerprintTest {

  @Test
  void goldenValues() {
    assertThat(of("", "", "", Map.of())).isEqualTo("5b437829e6beabfb505d9393df9f8240");
    assertThat(of("Ada", "Byron", "Well.", Map.of())).isEqualTo("8bb730406c7bab3d5ea2cb29bacd10cf");
    assertThat(of("Zoë", "O’Brien", "line 1\nline 2 🙂", Map.of("Ward", "B")))
        .isEqualTo("063496822a9458cdc2eb1a07641baaa9");
    assertThat(of("李", "小龙", "\"quoted\", 39.5°", Map.of("Ward", "B", "bed_no", "7")))
        .isEqualTo("ce3faddbba3ae3c9c1b2ae85875e31db");
  }

  @Test
  void composedAndDecomposed_areOne() {
    assertThat(of("Zo\u00EB", "Byron", "e\u0301", Map.of("Stra\u00DFe \u00E9", "\u00E9")))
        .isEqualTo(of("Zoe\u0308", "Byron", "\u00E9", Map.of("Stra\u00DFe e\u0301", "e\u0301")));
  }

  @Test
  void windowsAndUnixLineEnds_areOne_butALoneCarriageReturnIsNot() {
    assertThat(note("a\r\nb")).isEqualTo(note("a\nb")).isNotEqualTo(note("a\rb"));
  }

  @Test
  void spaceAround_doesNotCount_butInsideItDoes() {
    assertThat(note(" \ta b\r\n")).isEqualTo(note("a b")).isNotEqualTo(note("a  b"));
    assertThat(note("\u00A0a b\u202F\u00A0"))
        .as("no-break spaces, as web pages and Excel leave them")
        .isEqualTo(note("a b"))
        .isNotEqualTo(note("a\u00A0b"));
  }

  @Test
  void caseCounts() {
    assertThat(note("Well.")).isNotEqualTo(note("well."));
    assertThat(of("ada", "Byron", "", Map.of())).isNotEqualTo(of("Ada", "Byron", "", Map.of()));
  }

  @Test
  void blankExtras_doNotCount() {
    assertThat(of("Ada", "Byron", "", Map.of("Ward", " ", "Bed", "")))
        .isEqualTo(of("Ada", "Byron", "", Map.of()));
  }

  @Test
  void spellingOfAHeader_doesNotCount() {
    assertThat(of("Ada", "Byron", "", Map.of("\uFEFFWard Name", "B")))
        .isEqualTo(of("Ada", "Byron", "", Map.of("WARD_NAME", "B")));
  }

  @Test
  void orderOfExtras_doesNotCount() {
    Map<String, String> one = new LinkedHashMap<>();
    one.put("ward", "B");
    one.put("bed", "7");
    Map<String, String> other = new LinkedHashMap<>();
    other.put("bed", "7");
    other.put("ward", "B");

    assertThat(of("Ada", "Byron", "", one)).isEqualTo(of("Ada", "Byron", "", other));
  }

  @ParameterizedTest
  @CsvSource({"ab,c,d", "a,bc,d", "a,b,cd", "abc,'',d", "'',abc,d", "a,bcd,''"})
  void borderBetweenParts_counts(String first, String last, String note) {
    assertThat(of(first, last, note, Map.of())).isNotEqualTo(of("a", "b", "c", Map.of("d", "")));
    assertThat(of(first, last, note, Map.of())).isNotEqualTo(of("abc", "d", "", Map.of()));
    assertThat(of(first, last, "", Map.of("x", note.isEmpty() ? "-" : note)))
        .isNotEqualTo(of(first, last, "x" + note, Map.of()));
  }

  @Test
  void otherShapes_areNoFingerprint() {
    assertThatThrownBy(() -> new Fingerprint("0123")).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Fingerprint("G".repeat(32)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static String note(String note) {
    return of("Ada", "Byron", note, Map.of());
  }

  private static String of(String first, String last, String note, Map<String, String> extra) {
    return Fingerprint.of(first, last, note, extra).hex();
  }
}
