package io.chartdrop.routes.csv;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import de.siegmar.fastcsv.writer.QuoteStrategies;
import io.chartdrop.records.Blank;
import io.chartdrop.records.file.FormulaGuard;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class RowReaderPropertyTest {
  private static final List<String> HEADER =
      List.of(
          "medical_record_number",
          "first_name",
          "ward",
          "last_name",
          "date_time",
          "doctors_notes",
          "insurance");
  private static final List<String> NOTES_FIRST =
      List.of(
          "doctors_notes",
          "medical_record_number",
          "date_time",
          "last_name",
          "first_name",
          "ward",
          "insurance");

  /** A good row: number and date plain, every other cell whatever may stand in a CSV. */
  record Visit(List<String> cells) {}

  record Dialect(char delimiter, LineDelimiter ending, boolean quoteAll) {}

  @Provide
  Arbitrary<List<Visit>> visits() {
    Arbitrary<String> text = Arbitraries.strings().withChars("ab ,;\t|\"\n\r'=éß5").ofMaxLength(9);
    Arbitrary<String> some = text.filter(s -> !Blank.is(s));
    return Combinators.combine(some, text, some, some, text)
        .as(
            (first, ward, last, notes, insurance) ->
                List.of("", first, ward, last, "", notes, insurance))
        .list()
        .ofMinSize(1)
        .ofMaxSize(8)
        .map(
            rows -> {
              List<Visit> visits = new ArrayList<>();
              for (int i = 0; i < rows.size(); i++) {
                List<String> cells = new ArrayList<>(rows.get(i));
                cells.set(0, "MRN" + i);
                cells.set(4, "2026-03-0" + (i + 1) + " 09:30");
                visits.add(new Visit(cells));
              }
              return visits;
            });
  }

  @Provide
  Arbitrary<Dialect> dialects() {
    return Combinators.combine(
            Arbitraries.of(',', ';', '\t', '|'),
            Arbitraries.of(LineDelimiter.LF, LineDelimiter.CRLF, LineDelimiter.CR),
            Arbitraries.of(true, false))
        .as(Dialect::new);
  }

  /** One line a row, so that a failure can be read. */
  private static String visible(List<List<String>> rows) {
    return rows.stream()
        .map(row -> row.toString().replace("\r", "\\r").replace("\n", "\\n"))
        .collect(Collectors.joining("\n"));
  }

  private static List<String> ordered(List<String> cells, boolean notesFirst) {
    return notesFirst
        ? NOTES_FIRST.stream().map(h -> cells.get(HEADER.indexOf(h))).toList()
        : cells;
  }

  private static String written(List<List<String>> rows, Dialect dialect) {
    StringWriter text = new StringWriter();
    var builder =
        CsvWriter.builder().fieldSeparator(dialect.delimiter()).lineDelimiter(dialect.ending());
    if (dialect.quoteAll()) {
      builder.quoteStrategy(QuoteStrategies.ALWAYS);
    }
    try (CsvWriter writer = builder.build(text)) {
      rows.forEach(writer::writeRecord);
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    return text.toString();
  }

  @Property(tries = 400)
  void anyTable_correctlyWritten_isReadCellForCell(
      @ForAll("visits") List<Visit> visits,
      @ForAll("dialects") Dialect dialect,
      @ForAll boolean notesFirst) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(ordered(HEADER, notesFirst));
    visits.forEach(v -> rows.add(ordered(v.cells(), notesFirst)));
    List<Row> read = CsvFile.of(written(rows, dialect)).read();
    assertThat(read).allMatch(Row.Valid.class::isInstance);
    assertThat(visible(read.stream().map(Row::cells).toList()))
        .isEqualTo(visible(rows.subList(1, rows.size())));
  }

  @Property(tries = 2000)
  void oneStrayQuote_mergesAndAltersNoOtherRow_andRejectsAtMostANeighbour(
      @ForAll("visits") List<Visit> visits,
      @ForAll("dialects") Dialect dialect,
      @ForAll boolean notesFirst,
      @ForAll int seed) {
    // a quote is put somewhere into one row of a good file
    List<List<String>> header = List.of(ordered(HEADER, notesFirst));
    List<String> parts = new ArrayList<>();
    visits.forEach(v -> parts.add(written(List.of(ordered(v.cells(), notesFirst)), dialect)));
    int hit = Math.floorMod(seed, parts.size());
    String part = parts.get(hit);
    int at = Math.floorMod(seed / 7, part.length());
    parts.set(hit, part.substring(0, at) + '"' + part.substring(at));
    CsvFile file = CsvFile.of(written(header, dialect) + String.join("", parts));

    List<List<String>> others = new ArrayList<>();
    for (int i = 0; i < visits.size(); i++) {
      if (i != hit) {
        others.add(ordered(visits.get(i).cells(), notesFirst));
      }
    }
    List<List<String>> valid =
        file.read().stream().filter(Row.Valid.class::isInstance).map(Row::cells).toList();
    List<List<String>> altered = new ArrayList<>(valid);
    others.forEach(altered::remove);
    assertThat(altered)
        .as("rows that nobody wrote, but for the one hit")
        .hasSizeLessThanOrEqualTo(1);
    List<List<String>> missing = new ArrayList<>(others);
    valid.forEach(missing::remove);
    assertThat(missing).as("rows rejected with the one hit").hasSizeLessThanOrEqualTo(1);
    assertThat(missing.isEmpty() || valid.size() < file.read().size()).isTrue();
  }

  @Property(tries = 500)
  void anyBytes_endInRowsOrAFileCode(@ForAll byte[] bytes) {
    if (CsvFile.of(bytes).inspect() instanceof Inspection.Readable) {
      CsvFile.of(bytes).read();
    }
  }

  @Property(tries = 2000)
  void anyTextBelowAHeader_isReadOnceAndWhole(
      @ForAll("soup") String text, @ForAll("dialects") Dialect dialect) {
    // whatever is not blank is in some row or reject
    CsvFile file = CsvFile.of(written(List.of(HEADER), dialect) + text);
    List<Row> rows = file.read();
    Set<Long> lines = new HashSet<>();
    assertThat(rows).allMatch(row -> lines.add(row.line()));
    String kept = rows.stream().flatMap(r -> r.cells().stream()).collect(Collectors.joining());
    assertThat(letters(kept)).isEqualTo(letters(text));
  }

  @Provide
  Arbitrary<String> soup() {
    return Arbitraries.of(
            "A",
            "b",
            "7",
            ",",
            ",",
            ";",
            "\t",
            "|",
            "\"",
            "\"",
            "\"\"",
            "\n",
            "\r\n",
            "\r",
            " ",
            "'",
            "\0",
            "\"\n",
            ",\"",
            "\",",
            "2026-03-01 09:30",
            "A1,Ann,W,Lee,2026-03-01 09:30,ok,\n",
            "A1;Ann;W;Lee;2026-03-01 09:30;ok;\n")
        .list()
        .ofMaxSize(40)
        .map(parts -> String.join("", parts));
  }

  private static String letters(String text) {
    return text.codePoints()
        .filter(Character::isLetterOrDigit)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  @Property(tries = 500)
  void anyRejectsFile_givesItsCellsBack(
      @ForAll("visits") List<Visit> visits,
      @ForAll("dialects") Dialect dialect,
      @ForAll("guarded") String awkward) {
    // every row is rejected for its date, mended in that cell only, and uploaded
    List<List<String>> good = new ArrayList<>();
    good.add(HEADER);
    visits.forEach(
        v -> {
          List<String> cells = new ArrayList<>(v.cells());
          cells.set(2, awkward);
          good.add(cells);
        });
    List<List<String>> bad =
        good.stream()
            .map(
                row -> {
                  List<String> cells = new ArrayList<>(row);
                  if (row != good.get(0)) {
                    cells.set(4, "soon");
                  }
                  return (List<String>) cells;
                })
            .toList();
    CsvFile sent = CsvFile.of(written(bad, dialect));
    List<List<String>> mended = new ArrayList<>();
    mended.add(RejectsFile.header(sent.readable().layout()));
    for (Row.Rejected reject : sent.rejects()) {
      List<String> cells = RejectsFile.cells(reject);
      cells.set(4, good.get(mended.size()).get(4));
      mended.add(cells);
    }
    CsvFile whole = CsvFile.of(written(good, dialect));
    // by chance a line of a cell looks like a row of its own: the price that docs/csv.md tells
    Assume.that(whole.rejects().isEmpty());
    assertThat(CsvFile.written(mended).keys()).isEqualTo(whole.keys());
  }

  @Provide
  Arbitrary<String> guarded() {
    return Arbitraries.strings().withChars("'=+-@\t\rx ").ofMaxLength(5);
  }

  @Property(tries = 1000)
  void formulaGuard_isReversible(@ForAll("guarded") String cell) {
    assertThat(FormulaGuard.unguard(FormulaGuard.guard(cell))).isEqualTo(cell);
    assertThat(FormulaGuard.guard(cell)).doesNotMatch("(?s)^[=+\\-@\\t\\r].*");
  }

  @Property(tries = 20)
  void files_inUtf8_areTheSameHoweverTheyAreCutIntoBuffers(@ForAll("visits") List<Visit> visits) {
    // a file larger than every buffer, its characters across their borders
    List<List<String>> rows = new ArrayList<>();
    rows.add(HEADER);
    for (int i = 0; i < 200; i++) {
      List<String> cells = new ArrayList<>(visits.get(i % visits.size()).cells());
      cells.set(5, "🩺é".repeat(250) + "\"\r\n" + i);
      rows.add(cells);
    }
    String text = written(rows, new Dialect(',', LineDelimiter.CRLF, false));
    assertThat(text.getBytes(UTF_8).length).isGreaterThan(1 << 18);
    assertThat(visible(CsvFile.of(text).read().stream().map(Row::cells).toList()))
        .isEqualTo(visible(rows.subList(1, rows.size())));
  }
}
