package io.chartdrop.routes.csv;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.chartdrop.records.patient.PatientRecord;
import io.chartdrop.routes.csv.FuzzedFile.Source;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The reader against {@link ReferenceCsv}, on files made up from seeds, whole and damaged. A
 * failure names its seed; {@code -Dchartdrop.fuzz.seed} begins there, {@code
 * -Dchartdrop.fuzz.tries} makes it more than the few hundred of a build.
 */
class CsvFuzzTest {
  private static final int TRIES = Integer.getInteger("chartdrop.fuzz.tries", 150);
  private static final long FIRST_SEED =
      Long.getLong("chartdrop.fuzz.seed", new Random().nextLong() >>> 16);

  private static final List<String> NASTY =
      List.of(
          "\"", "\"", "\"", "\"\"", "\",\"", "\"\n\"", ",", ";", "\t", "|", "\n", "\r", "\r\n",
          "\0", " ", "'", "\\\"", "x", "\ufffd", "\u00e9", "=");

  @Test
  void wellFormed_isReadAsTheReferenceReadsIt() {
    // any cells, delimiter, line ends, quoting and charset: the same rows, cells and lines
    tries(
        seed -> {
          FuzzedFile file = new FuzzedFile(seed);
          List<ReferenceCsv.Line> expected = ReferenceCsv.read(file.text(), file.delimiter);
          assertThat(expected.stream().map(ReferenceCsv.Line::cells))
              .as("the reference itself")
              .containsExactlyElementsOf(
                  Stream.concat(Stream.of(file.header), file.rows.stream().map(Source::cells))
                      .toList());

          CsvFile sent = CsvFile.of(file.bytes(file.text())).from(file.tenant());
          List<Row> read = sent.read();

          assertThat(read).allMatch(Row.Valid.class::isInstance);
          assertThat(read.stream().map(row -> new ReferenceCsv.Line(row.line(), row.cells())))
              .containsExactlyElementsOf(expected.subList(1, expected.size()));
          assertThat(read.stream().map(row -> ((Row.Valid) row).record()))
              .extracting(PatientRecord::doctorsNotes)
              .containsExactlyElementsOf(
                  file.rows.stream()
                      .map(row -> row.cells().get(file.header.indexOf("doctors_notes")))
                      .toList());
        });
  }

  @Test
  void atTheEdgeOfABuffer_rowsAreReadAsAnywhereElse() {
    // so many blank lines before the rows that a buffer of 65,536 ends in one of them
    tries(
        seed -> {
          FuzzedFile file = new FuzzedFile(seed);
          String text = file.text();
          int length = text.length() - file.bodyStart;
          int blank = ((1 << 16) - file.bodyStart - new Random(seed).nextInt(length + 1)) / 2;
          String moved =
              text.substring(0, file.bodyStart)
                  + " \n".repeat(blank)
                  + text.substring(file.bodyStart);

          assertThat(fromItsFirstLine(file, moved))
              .containsExactlyElementsOf(fromItsFirstLine(file, text));
        });
  }

  @Test
  void oneRowDamaged_theOthersAreReadAsTheyWere_butForANeighbour() {
    // something is put in, taken out or replaced in one row of a good file
    tries(
        seed -> {
          FuzzedFile file = new FuzzedFile(seed);
          if (file.rows.isEmpty()) {
            return;
          }
          Random random = new Random(seed);
          String before = file.text();
          int from = file.bodyStart + random.nextInt(before.length() - file.bodyStart);
          String put = random.nextInt(4) == 0 ? "" : NASTY.get(random.nextInt(NASTY.size()));
          int to = put.isEmpty() || random.nextBoolean() ? from + 1 : from;
          String after = before.substring(0, from) + put + before.substring(to);

          List<Row> read = requireWholeReading(file, after);
          requireOthersUntouched(file, read, from, to, before, after);
        });
  }

  @Test
  void cutOffAnywhere_theRowsBeforeAreReadAsTheyWere() {
    tries(
        seed -> {
          FuzzedFile file = new FuzzedFile(seed);
          if (file.rows.isEmpty()) {
            return;
          }
          String before = file.text();
          int cut = file.bodyStart + new Random(seed).nextInt(before.length() - file.bodyStart);
          List<Row> read = requireWholeReading(file, before.substring(0, cut));
          List<ReferenceCsv.Line> expected =
              ReferenceCsv.read(before, file.delimiter)
                  .subList(1, 1 + (int) file.rows.stream().filter(r -> r.end() <= cut).count());
          assertThat(
                  read.stream()
                      .limit(expected.size())
                      .filter(Row.Valid.class::isInstance)
                      .map(row -> new ReferenceCsv.Line(row.line(), row.cells())))
              .containsExactlyElementsOf(expected);
        });
  }

  @Test
  void damagedInManyPlaces_everyLetterIsInOneRowOrReject() {
    // where several quotes are astray nobody knows the rows: but nothing is lost, twice, or moved
    tries(
        seed -> {
          FuzzedFile file = new FuzzedFile(seed);
          Random random = new Random(seed);
          StringBuilder after = new StringBuilder(file.text());
          for (int i = random.nextInt(12); i >= 0; i--) {
            int at = file.bodyStart + random.nextInt(after.length() - file.bodyStart + 1);
            int to = Math.min(after.length(), at + random.nextInt(3));
            after.replace(at, to, NASTY.get(random.nextInt(NASTY.size())));
          }
          requireWholeReading(file, after.toString());
        });
  }

  @Test
  void rejectsMended_areTheRecordsThatTheRowsWouldHaveBeen() {
    // every date is spoiled · the rejects file is rejected once more · then the dates are mended
    tries(
        seed -> {
          FuzzedFile file = new FuzzedFile(seed);
          String spoiled = file.text().replaceAll("2026-03-0(\\d) 09:30", "soon$1");
          CsvFile rejects =
              CsvFile.of(file.bytes(spoiled)).from(file.tenant()).rejectsFile().rejectsFile();
          String mended = rejects.text().replaceAll("soon(\\d)", "2026-03-0$1 09:30");
          assertThat(CsvFile.of(mended).from(file.tenant()).keys())
              .hasSize(file.rows.size())
              .isEqualTo(CsvFile.of(file.bytes(file.text())).from(file.tenant()).keys());
        });
  }

  @Test
  void anyBytes_endInRowsOrAFileCode() {
    // a good file with damaged bytes, or bytes that never were one; plain and as gzip
    tries(
        seed -> {
          Random random = new Random(seed);
          FuzzedFile file = new FuzzedFile(seed);
          byte[] bytes = damaged(file.bytes(file.text()), random);
          if (random.nextInt(5) == 0) {
            bytes = new byte[random.nextInt(10_000)];
            random.nextBytes(bytes);
          }
          boolean gzip = random.nextInt(4) == 0;
          if (gzip) {
            bytes = CsvFile.gzip(bytes);
            bytes = random.nextBoolean() ? damaged(bytes, random) : bytes;
          }
          CsvFile sent =
              CsvFile.of(bytes).named(gzip ? "daily.csv.gz" : "daily.csv").from(file.tenant());
          if (sent.inspect() instanceof Inspection.Readable readable) {
            requireRoundTrip(sent, requireRowsInOrder(sent, readable));
          }
        });
  }

  private static byte[] damaged(byte[] bytes, Random random) {
    ByteArrayOutputStream damaged = new ByteArrayOutputStream();
    int hits = 1 + random.nextInt(random.nextInt(10) == 0 ? 400 : 4);
    int[] places = random.ints(hits, 0, bytes.length + 1).sorted().toArray();
    int at = 0;
    for (int place : places) {
      int begin = Math.max(at, place);
      damaged.write(bytes, at, begin - at);
      at = begin;
      switch (random.nextInt(4)) {
        case 0 -> damaged.write(random.nextInt(256));
        case 1 -> at = Math.min(bytes.length, at + 1 + random.nextInt(3));
        case 2 -> damaged.writeBytes(NASTY.get(random.nextInt(NASTY.size())).getBytes(UTF_8));
        default -> {
          damaged.write(random.nextInt(256));
          at = Math.min(bytes.length, at + 1);
        }
      }
    }
    boolean cut = random.nextInt(5) == 0;
    damaged.write(bytes, at, cut ? 0 : bytes.length - at);
    return damaged.toByteArray();
  }

  /** Rows of a damaged text, after a look at all that holds however it is damaged. */
  private static List<Row> requireWholeReading(FuzzedFile file, String text) {
    CsvFile sent = CsvFile.of(file.bytes(text)).from(file.tenant());
    Inspection.Readable readable = sent.readable();
    List<Row> read = requireRowsInOrder(sent, readable);
    assertThat(letters(read.stream().flatMap(row -> row.cells().stream())))
        .as("letters of all rows")
        .isEqualTo(letters(Stream.of(text.substring(file.bodyStart))));
    assertThat(sent.read()).as("a second reading").isEqualTo(read);
    requireRoundTrip(sent, read);
    return read;
  }

  private static List<Row> requireRowsInOrder(CsvFile sent, Inspection.Readable readable) {
    List<Row> read = sent.read();
    assertThat(read.stream().map(Row::line)).isSorted().doesNotHaveDuplicates();
    assertThat(read).allMatch(row -> row.cells().size() == readable.layout().header().size());
    if (readable.notices().stream().anyMatch(notice -> notice.contains("no rows"))) {
      assertThat(read).isEmpty();
    }
    return read;
  }

  /**
   * The rejects file, uploaded as it is, has every rejected letter; and the very same cells, but
   * for those of several lines, whose quotes may be in doubt as in any other file.
   */
  private static void requireRoundTrip(CsvFile sent, List<Row> read) {
    List<List<String>> rejected =
        read.stream().filter(Row.Rejected.class::isInstance).map(Row::cells).toList();
    if (!rejected.isEmpty() && sent.rejectsFile().inspect() instanceof Inspection.Readable) {
      List<List<String>> again = sent.rejectsFile().read().stream().map(Row::cells).toList();
      String all = letters(again.stream().flatMap(List::stream));
      int at = 0;
      for (char letter : letters(rejected.stream().flatMap(List::stream)).toCharArray()) {
        at = all.indexOf(letter, at) + 1;
        assertThat(at).as("letters of the rejects").isPositive();
      }
      if (rejected.stream().flatMap(List::stream).noneMatch(c -> c.matches("(?s).*[\r\n].*"))) {
        assertThat(again).containsExactlyElementsOf(rejected);
      }
    }
  }

  private static void requireOthersUntouched(
      FuzzedFile file, List<Row> read, int from, int to, String before, String after) {
    List<Source> rows = file.rows;
    // the row hit, and the next one where the line end between them is
    List<Integer> hit = new ArrayList<>();
    for (int i = 0; i < rows.size(); i++) {
      boolean inside = from >= rows.get(i).start() && from < rows.get(i).end();
      int endBefore = i > 0 ? rows.get(i - 1).end() - 2 : file.bodyStart;
      boolean lineEndBefore = from >= endBefore && from < rows.get(i).start();
      if (inside || lineEndBefore && to > from) {
        hit.add(i);
      }
    }
    if (!hit.isEmpty() && from >= rows.get(hit.get(0)).end() - 2) {
      hit.add(hit.get(0) + 1);
    }
    long moved = ReferenceCsv.lines(after) - ReferenceCsv.lines(before);
    List<ReferenceCsv.Line> expected = ReferenceCsv.read(before, file.delimiter);
    List<ReferenceCsv.Line> valid =
        read.stream()
            .filter(Row.Valid.class::isInstance)
            .map(row -> new ReferenceCsv.Line(row.line(), row.cells()))
            .collect(Collectors.toCollection(ArrayList::new));
    assertThat(valid).allMatch(row -> numbersIn(row) <= 1, "of one patient");

    List<Integer> missing = new ArrayList<>();
    for (int i = 0; i < rows.size(); i++) {
      ReferenceCsv.Line row = expected.get(i + 1);
      long line = row.line() + (from < rows.get(i).start() ? moved : 0);
      boolean returned = valid.remove(new ReferenceCsv.Line(line, row.cells()));
      if (!returned && !hit.contains(i)) {
        missing.add(i);
      }
    }
    assertThat(valid).as("rows that nobody wrote").hasSizeLessThanOrEqualTo(hit.size());
    assertThat(missing).as("rows rejected with the ones hit, %s", hit).hasSizeLessThanOrEqualTo(1);
    assertThat(missing)
        .as("neighbours of %s", hit)
        .allMatch(i -> hit.isEmpty() || hit.stream().anyMatch(h -> Math.abs(h - i) == 1));
  }

  /** Its rows, their lines counted from that of the first. */
  private static List<ReferenceCsv.Line> fromItsFirstLine(FuzzedFile file, String text) {
    List<Row> rows = CsvFile.of(file.bytes(text)).from(file.tenant()).read();
    return rows.stream()
        .map(row -> new ReferenceCsv.Line(row.line() - rows.get(0).line(), row.cells()))
        .toList();
  }

  private static long numbersIn(ReferenceCsv.Line row) {
    String all = String.join(" ", row.cells());
    return Arrays.stream(all.split("Q", -1)).skip(1).filter(s -> s.matches("(?s)\\dZ.*")).count();
  }

  private static String letters(Stream<String> texts) {
    return texts
        .collect(Collectors.joining())
        .codePoints()
        .filter(Character::isLetterOrDigit)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  private static void tries(LongConsumer attempt) {
    for (long seed = FIRST_SEED; seed < FIRST_SEED + TRIES; seed++) {
      try {
        attempt.accept(seed);
      } catch (AssertionError | RuntimeException e) {
        throw new AssertionError("-Dchartdrop.fuzz.seed=" + seed + ": " + e.getMessage(), e);
      }
    }
  }
}
