package io.chartdrop.records.patient;

import static io.chartdrop.records.patient.Visits.visit;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDateTime;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The keys stand in tables: what is pinned here is fixed for ever. */
class RecordKeysTest {

  @Test
  void goldenKeys() {
    PatientRecord record = visit().of("A#1%").by("Zoë", "O’Brien-Łuk").build();
    String fingerprint = record.key().fingerprint().hex();

    RecordKeys keys = RecordKeys.of(record);

    assertThat(keys.item().partition()).isEqualTo("riverside#A#1%");
    assertThat(keys.item().sort()).isEqualTo("2026-03-01T09:30:00#" + fingerprint);
    assertThat(keys.byDay()).isEqualTo("2026-03-01T09:30:00#A%231%25#" + fingerprint);
    assertThat(keys.byName())
        .isEqualTo("obrienłuk#zoe#2026-03-01T09:30:00#A%231%25#" + fingerprint);
  }

  @Test
  void hourThatTheClocksShowTwice_hasTwoRecordsOfOneText() {
    // 01:30 in New York by daylight time · 01:30 again, an hour later
    PatientRecord first = visit().at("2026-11-01T01:30").build();
    PatientRecord second = visit().at("2026-11-01T01:30").again().build();

    assertThat(first.dateTimeUtc()).isEqualTo(second.dateTimeUtc().minusSeconds(3600));
    assertThat(first.visit()).isEqualTo(second.visit());
    assertThat(first.key().fingerprint())
        .as("as at any other time")
        .isEqualTo(visit().at("2026-03-01T09:30").build().key().fingerprint());
    assertThat(second.key().fingerprint().hex()).isEqualTo("972123b41d28b1bffc0b618483f90152");
  }

  @ParameterizedTest
  @CsvSource({"A1,6", "0001,0", "MRN-1,1", "🙂,0", "a#b,1"})
  void goldenShards(String mrn, int shard) {
    assertThat(RecordKeys.shardOf(mrn)).isEqualTo(shard);
    assertThat(RecordKeys.of(visit().of(mrn).build()).shard()).isEqualTo("riverside#" + shard);
  }

  @Test
  void shards_shareTheLoad() {
    int[] load = new int[RecordKeys.SHARDS];
    IntStream.range(0, 8_000).forEach(i -> load[RecordKeys.shardOf("MRN" + i)]++);

    assertThat(IntStream.of(load)).allMatch(count -> count > 850 && count < 1_150);
  }

  @ParameterizedTest
  @CsvSource({
    "O'Brien-Smith,obriensmith",
    "ÅNGSTRÖM,angstrom",
    "Straße,strasse",
    "ﬁsher,fisher",
    "ΟΔΟΣ,οδοσ",
    "οδος,οδοσ",
    "İnci,inci",
    "李小龙,李小龙",
    "Mc Donald 3rd,mcdonald3rd",
    "'  -#.',''"
  })
  void namesAreFolded(String name, String folded) {
    assertThat(RecordKeys.namePart(name)).isEqualTo(folded);
  }

  @Test
  void longNames_areCutBetweenCharacters() {
    assertThat(RecordKeys.namePart("病".repeat(100))).isEqualTo("病".repeat(66));
    assertThat(RecordKeys.namePart("x" + "𐐨".repeat(100))).isEqualTo("x" + "𐐨".repeat(49));
    assertThat(RecordKeys.namePart("x".repeat(201))).hasSize(200);
  }

  @ParameterizedTest
  @CsvSource({
    "2026-03-01T09:30,2026-03-01T09:30:00",
    "2026-03-01T09:30:07,2026-03-01T09:30:07",
    "2026-03-01T09:30:07.120,2026-03-01T09:30:07.12",
    "0001-01-01T00:00:00.000000001,0001-01-01T00:00:00.000000001"
  })
  void localTimeInKeys_hasFixedWidthAndNoIdleZeros(LocalDateTime time, String text) {
    assertThat(LocalText.of(time)).isEqualTo(text);
    assertThat(LocalText.parse(text)).isEqualTo(time);
  }

  @Test
  void utf8Order_isThatOfTheBytes() {
    List<String> inOrder =
        List.of(
            "",
            "#",
            "A",
            "Aa",
            "a",
            "\u007F",
            "\u0080",
            "\u07FF",
            "\u0800",
            "\uE000",
            "\uFF5E",
            "🙂",
            "🙂a",
            "\uDBFF\uDFFF");
    assertThat(Stream.concat(inOrder.stream(), inOrder.stream()).distinct().toList())
        .isSortedAccordingTo(Utf8::compare);
    assertThat(Utf8.compare("🙂", "🙂")).isZero();
    assertThat(inOrder)
        .allSatisfy(
            text ->
                assertThat(Utf8.length(text))
                    .isEqualTo(text.getBytes(java.nio.charset.StandardCharsets.UTF_8).length));
  }
}
