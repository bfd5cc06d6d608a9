package io.chartdrop.records.patient;

import static io.chartdrop.records.patient.RecordStore.Outcome.KNOWN;
import static io.chartdrop.records.patient.RecordStore.Outcome.NEW;
import static io.chartdrop.records.patient.RecordStore.Outcome.REFUSED;
import static io.chartdrop.records.patient.Visits.MONDAYS_FILE;
import static io.chartdrop.records.patient.Visits.RIVERSIDE;
import static io.chartdrop.records.patient.Visits.TUESDAYS_FILE;
import static io.chartdrop.records.patient.Visits.visit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.chartdrop.records.Fence;
import io.chartdrop.records.patient.RecordStore.Outcome;
import io.chartdrop.records.tenant.TenantId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What every record store promises when it stores. Each test begins with an empty store. */
public interface RecordStoreContract {

  RecordStore store();

  default List<Outcome> storing(Visits... visits) {
    return store().store(RIVERSIDE, Visits.records(visits), Fence.NONE);
  }

  default List<PatientRecord> recordsOf(String mrn) {
    return store().find(RIVERSIDE, RecordQuery.ofMrn(mrn)).items();
  }

  @Test
  default void whatIsReadBack_equalsWhatWasStored() {
    PatientRecord stored =
        visit()
            .of("#riverside#A 1 %23")
            .by("Zoë 🙂", "O’Brien\u0301")
            .at("2026-11-01T01:30:00.120")
            .ambiguous()
            .noting("  first line\r\nsecond \"line\"\n\u202Eאבג\t")
            .with("Ward", "B")
            .with("", "no header")
            .with("attending", "")
            .with("Bed", "=cmd()")
            .line(Integer.MAX_VALUE + 5L)
            .build();

    assertThat(store().store(RIVERSIDE, List.of(stored), Fence.NONE)).containsExactly(NEW);

    PatientRecord read = recordsOf("#riverside#A 1 %23").get(0);
    assertThat(read).isEqualTo(stored);
    assertThat(read.extra().entrySet()).containsExactlyElementsOf(stored.extra().entrySet());
    assertThat(store().find(RIVERSIDE, RecordQuery.all()).items()).containsExactly(stored);
  }

  @Test
  default void sameRowOfSameFileAgain_isStillNew() {
    // an attempt that died after it wrote counts the row again, as new
    storing(visit().from(MONDAYS_FILE, 7));

    assertThat(storing(visit().from(MONDAYS_FILE, 7))).containsExactly(NEW);
    assertThat(recordsOf("A1")).hasSize(1);
  }

  @Test
  default void sameContentFromAnotherFileOrLine_isKnown_andKeepsItsProvenance() {
    storing(visit().from(MONDAYS_FILE, 7));

    assertThat(storing(visit().from(TUESDAYS_FILE, 7), visit().from(TUESDAYS_FILE, 8)))
        .containsExactly(KNOWN, KNOWN);
    assertThat(storing(visit().from(MONDAYS_FILE, 9))).containsExactly(KNOWN);
    assertThat(recordsOf("A1")).containsExactly(visit().from(MONDAYS_FILE, 7).build());
  }

  @Test
  default void rowTwiceInAChunk_isNewThenKnown() {
    // lines 2 and 4 say the same; line 3 something else
    assertThat(storing(visit().line(2), visit().of("B2").line(3), visit().line(4)))
        .containsExactly(NEW, NEW, KNOWN);
    assertThat(recordsOf("A1")).containsExactly(visit().line(2).build());
    // and the same chunk again, after a crash
    assertThat(storing(visit().line(2), visit().of("B2").line(3), visit().line(4)))
        .containsExactly(NEW, NEW, KNOWN);
  }

  @Test
  default void sameRowsByManyThreads_areNewForOneOfThemOnly() throws Exception {
    // the same hundred rows at other lines, in other orders, all at once
    ExecutorService threads = Executors.newFixedThreadPool(6);
    try {
      List<Future<List<Outcome>>> outcomes = new ArrayList<>();
      for (int thread = 0; thread < 6; thread++) {
        int start = thread * 1_000;
        List<PatientRecord> chunk =
            IntStream.range(0, 100)
                .mapToObj(i -> visit().of("M" + (i * 37 + start) % 100).line(start + i + 2).build())
                .toList();
        outcomes.add(threads.submit(() -> store().store(RIVERSIDE, chunk, Fence.NONE)));
      }
      long stored = 0;
      for (Future<List<Outcome>> outcome : outcomes) {
        stored += outcome.get().stream().filter(NEW::equals).count();
      }
      assertThat(stored).isEqualTo(100);
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  default void correctedNote_isAnotherRecordBesideTheFirst() {
    assertThat(storing(visit().noting("Well."), visit().noting("Not well.").line(3)))
        .containsExactly(NEW, NEW);
    assertThat(recordsOf("A1"))
        .extracting(PatientRecord::doctorsNotes)
        .containsExactlyInAnyOrder("Well.", "Not well.");
  }

  @Test
  default void hundredRows_halfOfThemKnown_areToldApart() {
    List<PatientRecord> chunk =
        IntStream.range(0, 100).mapToObj(i -> visit().of("M" + i).line(i + 2).build()).toList();
    List<PatientRecord> before =
        IntStream.range(0, 50)
            .mapToObj(i -> visit().of("M" + 2 * i).from(TUESDAYS_FILE, i + 2).build())
            .toList();
    store().store(RIVERSIDE, before, Fence.NONE);

    List<Outcome> outcomes = store().store(RIVERSIDE, chunk, Fence.NONE);

    assertThat(IntStream.range(0, 100).filter(i -> outcomes.get(i) == KNOWN))
        .containsExactlyElementsOf(IntStream.range(0, 50).map(i -> 2 * i).boxed().toList());
    assertThat(outcomes).containsOnly(NEW, KNOWN);
  }

  @Test
  default void rowOverTheItemLimit_isRefused_andTheOthersAreStored() {
    assertThat(
            storing(
                visit().of("A1"),
                visit().of("B2").noting("x".repeat(500_000)),
                visit().of("C3").noting("y".repeat(300_000)),
                visit().of("D4").at("+10000-01-01T00:00")))
        .containsExactly(NEW, REFUSED, NEW, REFUSED);
    assertThat(recordsOf("B2")).isEmpty();
    assertThat(recordsOf("C3")).hasSize(1);
    assertThat(recordsOf("D4")).isEmpty();
  }

  @Tag("not-on-moto") // its limit is 405,000 bytes
  @Test
  default void itemAtTheLimitByOurMeasure_isStored_andOneByteMoreIsRefused() {
    // plain text, three-byte text and many columns: each filled up to the last byte
    List<Visits> shapes = new ArrayList<>();
    shapes.add(visit().of("plain"));
    shapes.add(visit().of("wide").noting("病".repeat(100_000)));
    Visits columns = visit().of("columns");
    IntStream.range(0, 500).forEach(i -> columns.with("column " + i, "v".repeat(i % 300)));
    shapes.add(columns);
    for (Visits shape : shapes) {
      String note = shape.build().doctorsNotes();
      int room = (int) (RecordItem.MAX_ITEM_BYTES - RecordItem.bytes(shape.build()));
      assertThat(RecordItem.bytes(shape.noting(note + "x".repeat(room)).build()))
          .isEqualTo(409_600);
      assertThat(storing(shape)).containsExactly(NEW);
      assertThat(storing(shape.noting(note + "x".repeat(room + 1)))).containsExactly(REFUSED);
    }
  }

  @Test
  default void keysAtTheirLimits_areStoredAndFound() {
    // the longest MRN, twice longer still when escaped; names far beyond what a key holds
    String mrn = "#".repeat(PatientRecord.MAX_MRN_BYTES);
    String name = "Ŵ病".repeat(400);

    assertThat(storing(visit().of(mrn).by(name, name).at("2026-03-01T09:30:00.123456789")))
        .containsExactly(NEW);

    assertThat(recordsOf(mrn)).hasSize(1);
    assertThat(store().find(RIVERSIDE, RecordQueries.lastName(name)).items()).hasSize(1);
    assertThat(store().find(RIVERSIDE, RecordQueries.lastName(name + "x")).items()).isEmpty();
    assertThat(store().find(RIVERSIDE, RecordQuery.all()).items()).hasSize(1);
  }

  @Test
  default void emptyNamesAndNotes_areStored() {
    PatientRecord bare = visit().by("", "").noting("").build();

    assertThat(store().store(RIVERSIDE, List.of(bare), Fence.NONE)).containsExactly(NEW);
    assertThat(store().find(RIVERSIDE, RecordQueries.lastName("")).items()).containsExactly(bare);
  }

  @Test
  default void emptyChunk_hasNoOutcomes() {
    assertThat(storing()).isEmpty();
  }

  @Test
  default void lostFence_storesNothing() {
    Fence lost =
        () -> {
          throw new IllegalStateException("lost");
        };
    assertThatThrownBy(() -> store().store(RIVERSIDE, Visits.records(visit()), lost))
        .hasMessage("lost");
    assertThat(recordsOf("A1")).isEmpty();
  }

  @Test
  default void recordOfAnotherTenant_isNotTakenFromThisOne() {
    List<PatientRecord> foreign = List.of(visit().to(new TenantId("lakeside")).build());

    assertThatThrownBy(() -> store().store(RIVERSIDE, foreign, Fence.NONE))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
