package io.chartdrop.records.patient;

import static io.chartdrop.records.patient.RecordQueries.days;
import static io.chartdrop.records.patient.RecordQueries.lastName;
import static io.chartdrop.records.patient.RecordQueries.limited;
import static io.chartdrop.records.patient.RecordQueries.names;
import static io.chartdrop.records.patient.RecordQueries.query;
import static io.chartdrop.records.patient.Visits.RIVERSIDE;
import static io.chartdrop.records.patient.Visits.visit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.chartdrop.records.BadPageTokenException;
import io.chartdrop.records.Fence;
import io.chartdrop.records.tenant.TenantId;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every record store promises when it finds. Each test begins with an empty store. */
public interface RecordQueryContract {
  TenantId ACME = new TenantId("acme");
  TenantId ACME_2 = new TenantId("acme-2");

  RecordStore store();

  default void given(Visits... visits) {
    given(Visits.records(visits));
  }

  default void given(List<PatientRecord> records) {
    for (int i = 0; i < records.size(); i += RecordStore.MAX_CHUNK) {
      List<PatientRecord> chunk =
          records.subList(i, Math.min(i + RecordStore.MAX_CHUNK, records.size()));
      store().store(chunk.get(0).tenant(), chunk, Fence.NONE);
    }
  }

  default List<String> mrns(RecordQuery query) {
    return all(query).stream().map(PatientRecord::medicalRecordNumber).toList();
  }

  default List<PatientRecord> all(RecordQuery query) {
    return pages(query).stream().flatMap(Collection::stream).toList();
  }

  default List<List<PatientRecord>> pages(RecordQuery query) {
    List<List<PatientRecord>> pages = new ArrayList<>();
    Optional<RecordQuery> ask = Optional.of(query);
    while (ask.isPresent()) {
      RecordPage page = store().find(RIVERSIDE, ask.get());
      pages.add(page.items());
      ask = page.next().map(query::after);
    }
    return pages;
  }

  @Test
  default void byMrn_inTheOrderOfTime() {
    given(
        visit().at("2026-03-02T08:00"),
        visit().at("2026-03-01T09:30:00.5"),
        visit().at("2026-03-01T09:30"),
        visit().at("2025-12-31T23:59:59.999"),
        visit().of("A12").at("2026-01-01T00:00"));

    assertThat(all(RecordQuery.ofMrn("A1")))
        .extracting(record -> record.dateTime().toString())
        .containsExactly(
            "2025-12-31T23:59:59.999",
            "2026-03-01T09:30",
            "2026-03-01T09:30:00.500",
            "2026-03-02T08:00");
    assertThat(all(RecordQuery.ofMrn("a1"))).isEmpty();
    assertThat(all(RecordQuery.ofMrn(""))).isEmpty();
    assertThat(all(RecordQuery.ofMrn("A".repeat(3000)))).isEmpty();
  }

  @Test
  default void byLastName_asAPrefix_withoutCaseOrAccents_inTheOrderOfNames() {
    given(
        visit().of("1").by("Bo", "O'Brien"),
        visit().of("2").by("Al", "Obrien-Smith"),
        visit().of("3").by("Al", "O Brién"),
        visit().of("4").by("Al", "Obama"),
        visit().of("5").by("Ωμέγα", "ΟΔΟΣ"),
        visit().of("6").by("Ωμέγα", "Οδοσα"));

    assertThat(mrns(lastName("OBRIEN"))).containsExactly("3", "1", "2");
    assertThat(mrns(lastName("o’br"))).containsExactly("3", "1", "2");
    assertThat(mrns(names("ob", "a"))).containsExactly("4", "3", "2");
    assertThat(mrns(names("obrien", "bo"))).containsExactly("1");
    assertThat(mrns(lastName("ΟΔΟΣ"))).containsExactlyInAnyOrder("5", "6");
    assertThat(mrns(lastName("obrienz"))).isEmpty();
    assertThat(mrns(lastName("-"))).hasSize(6);
  }

  @Test
  default void byDays_bothIncluded() {
    given(
        visit().of("1").at("2026-02-28T23:59:59.999999999"),
        visit().of("2").at("2026-03-01T00:00"),
        visit().of("3").at("2026-03-02T23:59:59.999999999"),
        visit().of("4").at("2026-03-03T00:00"));

    assertThat(mrns(days("2026-03-01", "2026-03-02"))).containsExactly("2", "3");
    assertThat(mrns(days("2026-03-01", null))).containsExactly("2", "3", "4");
    assertThat(mrns(days(null, "2026-03-02"))).containsExactly("1", "2", "3");
    assertThat(mrns(days("-0001-01-01", "+10000-01-01"))).hasSize(4);
    assertThat(mrns(days("+10000-01-01", null))).isEmpty();
    assertThat(mrns(days(null, "-0001-01-01"))).isEmpty();
  }

  @Test
  default void severalConditions_mustAllHold() {
    given(
        visit().of("1").by("Ada", "Byron").at("2026-03-01T09:00").noting("Fever, 39°"),
        visit().of("2").by("Ada", "Byron").at("2026-03-02T09:00").noting("fever gone"),
        visit().of("3").by("Eve", "Byron").at("2026-03-02T09:00").noting("FEVER"),
        visit().of("4").by("Ada", "Smith").at("2026-03-02T10:00").noting("Nothing"));

    assertThat(mrns(query(null, null, null, null, null, "FeVeR"))).containsExactly("1", "2", "3");
    assertThat(mrns(query(null, null, "ada", null, null, null))).containsExactly("1", "2", "4");
    assertThat(mrns(query(null, "by", "ada", "2026-03-02", null, null))).containsExactly("2");
    assertThat(mrns(query(null, "by", null, null, "2026-03-01", null))).containsExactly("1");
    assertThat(mrns(query(null, null, "a", "2026-03-02", "2026-03-02", "e"))).containsExactly("2");
    assertThat(mrns(query("3", "by", "eve", "2026-03-02", "2026-03-02", "fever")))
        .containsExactly("3");
    assertThat(mrns(query("3", "smith", null, null, null, null))).isEmpty();
  }

  @Test
  default void tenantsWhoseNamesBeginAlike_neverMix() {
    // the MRN of one is made to look like a key of the other
    given(List.of(visit().to(ACME).of("2#A1").build()));
    given(List.of(visit().to(ACME_2).of("A1").build()));

    for (RecordQuery query :
        List.of(RecordQuery.all(), lastName("byron"), days("2026-03-01", null))) {
      assertThat(store().find(ACME, query).items())
          .extracting(PatientRecord::medicalRecordNumber)
          .containsExactly("2#A1");
      assertThat(store().find(ACME_2, query).items())
          .extracting(PatientRecord::medicalRecordNumber)
          .containsExactly("A1");
    }
    assertThat(store().find(ACME, RecordQuery.ofMrn("A1")).items()).isEmpty();
    assertThat(store().find(ACME_2, RecordQuery.ofMrn("2#A1")).items()).isEmpty();
  }

  @Tag("not-on-moto") // hundreds of queries, each slow there
  @Test
  default void visitsWithManyVersions_areNeverSplit() {
    // "A" and "A#5" would lie in one another if '#' were not escaped
    List<PatientRecord> records = new ArrayList<>();
    for (String mrn : List.of("A", "A#5", "A#~", "A$", "B")) {
      IntStream.range(0, 12)
          .forEach(i -> records.add(visit().of(mrn).noting("version " + i).line(i + 2).build()));
    }
    given(records);

    for (int limit : new int[] {1, 11, 12, 13, 25, 100}) {
      for (RecordQuery query : List.of(RecordQuery.all(), lastName("byron"))) {
        List<List<PatientRecord>> pages = pages(limited(query, limit));
        assertThat(pages.stream().flatMap(List::stream)).hasSize(60).doesNotHaveDuplicates();
        assertThat(pages)
            .allSatisfy(page -> assertThat(page.size() % 12).isZero())
            .allSatisfy(page -> assertThat(page.size()).isLessThanOrEqualTo(Math.max(12, limit)));
      }
    }
  }

  @Tag("not-on-moto") // hundreds of queries, each slow there
  @Test
  default void visitOfMoreThanAThousandVersions_isSplit_andStillWhole() {
    given(
        IntStream.range(0, 1_250)
            .mapToObj(i -> visit().noting("version " + i).line(i + 2).build())
            .toList());
    given(visit().of("B2").at("2026-04-01T08:00"));

    for (RecordQuery query : List.of(RecordQuery.all(), RecordQuery.ofMrn("A1"), lastName("b"))) {
      List<List<PatientRecord>> pages = pages(query);
      assertThat(pages).allSatisfy(page -> assertThat(page).hasSizeLessThanOrEqualTo(1_000));
      assertThat(pages.stream().flatMap(List::stream))
          .doesNotHaveDuplicates()
          .filteredOn(record -> record.medicalRecordNumber().equals("A1"))
          .hasSize(1_250);
    }
  }

  @Test
  default void longNotes_makePagesOfAMegabyte() {
    given(
        IntStream.range(0, 12)
            .mapToObj(i -> visit().of("M" + i).noting(i + "x".repeat(300_000)).build())
            .toList());

    for (RecordQuery query : List.of(RecordQuery.all(), lastName("byron"))) {
      assertThat(pages(query)).extracting(List::size).containsExactly(3, 3, 3, 3);
    }
  }

  @Tag("not-on-moto") // hundreds of queries, each slow there
  @Test
  default void rareMatch_isFoundBehindShortPages() {
    List<PatientRecord> records = new ArrayList<>();
    LocalDateTime start = LocalDateTime.parse("2026-01-01T00:00");
    for (int i = 0; i < 2_300; i++) {
      records.add(visit().of("M" + i).at(start.plusMinutes(i)).line(i + 2).build());
    }
    records.add(visit().of("Z").by("Zoe", "Byron").at("2026-12-31T00:00").noting("rare").build());
    given(records);

    RecordPage first = store().find(RIVERSIDE, query(null, null, null, null, null, "rare"));
    assertThat(first.items()).isEmpty();
    assertThat(first.next()).isPresent();
    assertThat(mrns(query(null, null, null, null, null, "rare"))).containsExactly("Z");
    assertThat(mrns(query(null, null, "zo", null, null, null))).containsExactly("Z");
    assertThat(mrns(names("by", "zo"))).containsExactly("Z");
    assertThat(mrns(names("by", "zog"))).isEmpty();
  }

  @Tag("not-on-moto") // hundreds of queries, each slow there
  @Test
  default void pagesOfAnySize_showEachRecordOnce_inOrder_whileOthersArrive() {
    List<PatientRecord> records = new ArrayList<>();
    LocalDateTime start = LocalDateTime.parse("2026-01-01T00:00");
    String[] names = {"Ångström", "Byron", "Čapek", "李", "Øster", "zu Zwey", "", "𐐨𐐨", "ﷺ", "豈"};
    for (int i = 0; i < 1_200; i++) {
      records.add(
          visit()
              .of((i % 3 == 0 ? "🙂" : i % 3 == 1 ? "\uFF5E" : "M") + i % 560)
              .by("P" + i % 7, names[i % names.length])
              .at(start.plusMinutes(i % 360))
              .line(i + 2)
              .build());
    }
    given(records);

    int arrivals = 0;
    for (RecordQuery query : List.of(RecordQuery.all(), lastName(""))) {
      List<PatientRecord> expected = all(limited(query, 100)); // some arrived in the round before
      assertThat(expected).containsAll(records).doesNotHaveDuplicates();
      assertThat(expected)
          .isSortedAccordingTo(
              Comparator.comparing(record -> sortKey(query, record), Utf8::compare));
      for (int limit : new int[] {query.lastName().isPresent() ? 83 : 37}) {
        List<PatientRecord> seen = new ArrayList<>();
        Optional<RecordQuery> ask = Optional.of(limited(query, limit));
        while (ask.isPresent()) {
          RecordPage page = store().find(RIVERSIDE, ask.get());
          assertThat(page.items()).hasSizeLessThanOrEqualTo(limit);
          seen.addAll(page.items());
          ask = page.next().map(limited(query, limit)::after);
          int n = arrivals++;
          given(
              visit()
                  .of("new" + n)
                  .by("N", names[n % names.length])
                  .at(start.plusMinutes(n * 7 % 360)));
        }
        assertThat(seen).doesNotHaveDuplicates();
        assertThat(seen.stream().filter(expected::contains)).containsExactlyElementsOf(expected);
      }
    }
  }

  private static String sortKey(RecordQuery query, PatientRecord record) {
    RecordKeys keys = RecordKeys.of(record);
    return query.lastName().isPresent() ? keys.byName() : keys.byDay();
  }

  @Test
  default void lastPage_hasNoNext() {
    given(visit().of("1"), visit().of("2"));

    assertThat(store().find(RIVERSIDE, limited(RecordQuery.all(), 2)).next()).isEmpty();
    assertThat(store().find(RIVERSIDE, limited(RecordQuery.all(), 1)).next()).isPresent();
  }

  @Test
  default void tokenOfAnotherQueryOrTenant_isRefused() {
    given(visit().of("1"), visit().of("2"));
    String token = store().find(RIVERSIDE, limited(lastName("byron"), 1)).next().orElseThrow();

    assertThat(store().find(RIVERSIDE, limited(lastName("byron"), 7).after(token)).items())
        .hasSize(1);
    for (RecordQuery other :
        List.of(lastName("byro"), RecordQuery.all(), names("byron", ""), RecordQuery.ofMrn("1"))) {
      assertThatThrownBy(() -> store().find(RIVERSIDE, other.after(token)))
          .isInstanceOf(BadPageTokenException.class)
          .hasMessageNotContaining(token);
    }
    assertThatThrownBy(() -> store().find(ACME, lastName("byron").after(token)))
        .isInstanceOf(BadPageTokenException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "!", "AAAA", "not a token", "AAAAAAAAAAAAAAAAAAAAAAAAAAAA", "é"})
  default void garbageForAToken_isRefused(String garbage) {
    assertThatThrownBy(() -> store().find(RIVERSIDE, RecordQuery.all().after(garbage)))
        .isInstanceOf(BadPageTokenException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\u0000", "2026-02", "2026-03-01~~", "acme#0", "\uDBFF\uDFFF", "~"})
  default void forgedPosition_staysWithinItsOwnResult(String position) {
    // the hash is right, as anyone can compute it; the position is not one of ours
    given(visit().of("before").at("2026-02-28T10:00"), visit().of("in").at("2026-03-01T10:00"));
    given(List.of(visit().to(ACME).of("foreign").build()));
    RecordQuery query = limited(days("2026-03-01", "2026-03-01"), 1);
    byte[] forged = Base64.getUrlDecoder().decode(query.pages(RIVERSIDE).at(position));
    String token = Base64.getUrlEncoder().encodeToString(forged);
    try {
      assertThat(store().find(RIVERSIDE, query.after(token)).items())
          .extracting(PatientRecord::medicalRecordNumber)
          .isSubsetOf("in");
    } catch (BadPageTokenException refused) {
      assertThat(refused).hasMessageNotContaining(token);
    }
    byte[] notText = new byte[forged.length + 1];
    System.arraycopy(forged, 0, notText, 0, forged.length);
    notText[forged.length] = (byte) 0xFF;
    assertThatThrownBy(
            () ->
                store()
                    .find(
                        RIVERSIDE,
                        query.after(
                            new String(
                                Base64.getUrlEncoder().encode(notText),
                                StandardCharsets.ISO_8859_1))))
        .isInstanceOf(BadPageTokenException.class);
  }
}
