package io.chartdrop.routes.csv;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.chartdrop.records.Blank;
import io.chartdrop.records.Fence;
import io.chartdrop.records.file.FileCode;
import io.chartdrop.records.file.Problem;
import io.chartdrop.records.tenant.Tenant;
import io.chartdrop.routes.csv.Inspection.Readable;
import io.chartdrop.routes.csv.Inspection.Unreadable;
import io.chartdrop.routes.csv.SourceFile.TooLargeException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.ZipException;

/**
 * The first pass: reads the whole file once or twice, in constant memory, and finds every fault
 * that is the file's and not a row's.
 */
public final class FileInspector {
  private final Path file;
  private final Tenant tenant;
  private final boolean gzip;
  private final Fence fence;
  private final List<String> notices = new ArrayList<>();

  private FileInspector(Path file, boolean gzip, Tenant tenant, Fence fence) {
    this.file = file;
    this.tenant = tenant;
    this.gzip = gzip;
    this.fence = fence;
  }

  /**
   * Looks at a file.
   *
   * @param file where its bytes are
   * @param name what the clinic called it; the ending decides whether it is compressed
   * @param fence asked all the while
   * @throws IOException if the bytes cannot be read, which is no fault of the file
   */
  public static Inspection inspect(Path file, String name, Tenant tenant, Fence fence)
      throws IOException {
    Optional<Problem> refusal = refuse(name, Files.size(file), tenant);
    if (refusal.isPresent()) {
      return new Unreadable(refusal.get());
    }
    boolean gzip = name.toLowerCase(Locale.ROOT).endsWith(".gz");
    try {
      return new FileInspector(file, gzip, tenant, fence).inspect();
    } catch (TooLargeException e) {
      return tooLarge(tenant.limits().maxExpandedBytes(), " unpacked");
    } catch (ZipException | EOFException e) {
      return refused(
          FileCode.NOT_CSV,
          "The file is called .gz but is not whole gzip: it is damaged, cut off or something else."
              + " Compress it again, or upload the .csv.");
    }
  }

  /**
   * What a file's name and size alone say against it, before anybody reads its bytes.
   *
   * @param bytes size as it arrived
   */
  public static Optional<Problem> refuse(String name, long bytes, Tenant tenant) {
    String lower = name.toLowerCase(Locale.ROOT);
    if (!lower.endsWith(".csv") && !lower.endsWith(".csv.gz")) {
      return Optional.of(
          new Problem(
              FileCode.NOT_CSV,
              "The name does not end in .csv or .csv.gz; export the data as CSV."));
    }
    if (bytes == 0) {
      return Optional.of(empty());
    }
    return bytes > tenant.limits().maxFileBytes()
        ? Optional.of(tooLarge(tenant.limits().maxFileBytes(), "").problem())
        : Optional.empty();
  }

  private Inspection inspect() throws IOException {
    FileBeginning beginning;
    try (InputStream in = open()) {
      beginning = FileBeginning.of(in);
    }
    Optional<String> kind = beginning.foreignKind();
    if (kind.isPresent()) {
      return refused(
          FileCode.NOT_CSV,
          "The file is " + kind.get() + ", whatever its name; export the data as CSV.");
    }
    if (beginning.isBinary()) {
      return refused(
          FileCode.NOT_CSV,
          "The file is not text: it is full of control characters. If it is UTF-16, save it with a"
              + " byte order mark or, better, as \"CSV UTF-8\".");
    }
    Charset charset = beginning.marked().orElse(UTF_8);
    Census census = census(charset);
    boolean sure = beginning.marked().isPresent() || tenant.charset().equals(UTF_8);
    if (!sure && !isUtf8(census)) {
      if (census.wide() > census.errors()) { // the other charset would store garbled letters
        return badEncoding(census, UTF_8);
      }
      charset = tenant.charset();
      census = census(charset);
      notices.add("The file is not UTF-8; it was read as " + charset.name() + ".");
    }
    if (census.errors() > 0) {
      return badEncoding(census, charset);
    }
    if (census.blank()) {
      return new Unreadable(empty());
    }
    return header(charset, census);
  }

  private static boolean isUtf8(Census census) {
    return census.errors() == 0 && (!census.cut() || census.wide() > 0);
  }

  private Inspection header(Charset charset, Census census) throws IOException {
    try (CharWindow window = new CharWindow(open(), charset, census.cut())) {
      HeaderReader reader = new HeaderReader(window, tenant);
      Optional<Problem> problem = reader.read();
      if (problem.isPresent()) {
        return new Unreadable(problem.get());
      }
      CsvLayout layout = reader.layout(charset, gzip, census.cut());
      if (layout.mended()) {
        notices.add("This is a rejects file; its chartdrop columns were left out.");
      }
      if (!hasRows(window, layout.delimiter())) {
        notices.add("The file has a header and no rows.");
      } else if (census.cut()) {
        notices.add("The file ends within a character: the upload was cut off.");
      } else if (!census.endsLine()) {
        notices.add(
            "The last row has no line end as the others have; check that the file is complete.");
      }
      return new Readable(layout, notices);
    }
  }

  private static boolean hasRows(CharWindow window, char delimiter) throws IOException {
    for (int c = window.at(0); c >= 0; c = window.at(0)) {
      if (c != delimiter && !Blank.is((char) c)) {
        return true;
      }
      window.advance(1);
    }
    return false;
  }

  private Census census(Charset charset) throws IOException {
    try (InputStream in = open()) {
      return Census.of(in, charset);
    }
  }

  private InputStream open() throws IOException {
    return SourceFile.open(file, gzip, tenant.limits().maxExpandedBytes(), fence);
  }

  private static Inspection badEncoding(Census census, Charset charset) {
    return refused(
        FileCode.BAD_ENCODING,
        "The file is not %s: line %d, at byte %d (the first is 0). Save it as \"CSV UTF-8\"."
            .formatted(charset.name(), census.errorLine(), census.errorOffset()));
  }

  private static Unreadable tooLarge(long maxBytes, String how) {
    return refused(
        FileCode.TOO_LARGE,
        "The file has more than "
            + maxBytes
            + " bytes"
            + how
            + "; split it into several files, each with the header.");
  }

  private static Unreadable refused(FileCode code, String message) {
    return new Unreadable(new Problem(code, message));
  }

  static Problem empty() {
    return new Problem(
        FileCode.EMPTY_FILE, "The file has nothing in it; check the export and upload it again.");
  }
}
