package io.chartdrop.routes.csv;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.chartdrop.records.Blank;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.util.List;
import java.util.Optional;

/** The first bytes of a file, by which it is known for what it is. */
final class FileBeginning {
  private static final int LENGTH = 8192;

  /** How formats begin that are sent in place of CSV; lower case, bytes as ISO 8859-1. */
  private static final List<Kind> FOREIGN =
      List.of(
          new Kind("%pdf-", "a PDF"),
          new Kind("pk\u0003\u0004", "a ZIP archive or an Excel workbook (.xlsx)"),
          new Kind("\u00d0\u00cf\u0011\u00e0", "an old Excel workbook (.xls)"),
          new Kind("\u001f\u008b", "compressed, though its name does not end in just one .gz"),
          new Kind("<!doctype", "a web page"),
          new Kind("<html", "a web page"),
          new Kind("<head", "a web page"),
          new Kind("<meta", "a web page"),
          new Kind("<table", "a web page"),
          new Kind("<?xml", "XML"),
          new Kind("{\\rtf", "a text document (RTF)"),
          new Kind("\u0089png", "a picture"),
          new Kind("\u00ff\u00d8\u00ff", "a picture"));

  private record Kind(String magic, String name) {}

  private final byte[] bytes;
  private final String lower;

  private FileBeginning(byte[] bytes) {
    this.bytes = bytes;
    String text = new String(bytes, 0, Math.min(bytes.length, 64), ISO_8859_1);
    // ISO 8859-1 keeps bytes apart, also in lower case, but for capitals beyond ASCII.
    StringBuilder folded = new StringBuilder(text);
    for (int i = 0; i < folded.length(); i++) {
      if (folded.charAt(i) < 128) {
        folded.setCharAt(i, Character.toLowerCase(folded.charAt(i)));
      }
    }
    this.lower = Blank.strip(folded.toString());
  }

  static FileBeginning of(InputStream in) throws IOException {
    return new FileBeginning(in.readNBytes(LENGTH));
  }

  /** The charset that a byte order mark names. */
  Optional<Charset> marked() {
    if (lower.startsWith("\u00ef\u00bb\u00bf")) {
      return Optional.of(UTF_8);
    }
    if (lower.startsWith("\u00ff\u00fe")) {
      return Optional.of(UTF_16LE);
    }
    return lower.startsWith("\u00fe\u00ff") ? Optional.of(UTF_16BE) : Optional.empty();
  }

  /** What the file is, if it is plainly something else than CSV. */
  Optional<String> foreignKind() {
    return FOREIGN.stream().filter(k -> lower.startsWith(k.magic())).map(Kind::name).findFirst();
  }

  /** More than one byte in twenty is a control character, and it is not just one bad cell. */
  boolean isBinary() {
    if (marked().isPresent() && !marked().get().equals(UTF_8)) {
      return false;
    }
    int controls = 0;
    for (byte b : bytes) {
      controls += b >= 0 && b < ' ' && b != '\t' && b != '\n' && b != '\r' ? 1 : 0;
    }
    return controls >= 8 && controls * 20 > bytes.length;
  }
}
