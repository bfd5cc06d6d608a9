package io.chartdrop.middletier.files;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.chartdrop.middletier.contract.Problem;
import io.chartdrop.middletier.contract.RefusedException;
import java.text.Normalizer;
import java.util.Locale;

/** The name of an uploaded file, as it may stand in a key, a list and a terminal. */
final class UploadName {
  /** S3 takes keys of 1,024 bytes, the clinic's own prefix among them. */
  private static final int MOST_BYTES = 900;

  private UploadName() {}

  /**
   * Without folders, invisible characters and leading dots; composed (NFC), so that one name typed
   * on two systems is one name.
   *
   * @param name ends as the contract wants it
   * @throws RefusedException if nothing is left before the ending, or too much
   */
  static String clean(String name) {
    String last = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
    StringBuilder kept = new StringBuilder();
    Normalizer.normalize(last, Normalizer.Form.NFC)
        .codePoints()
        .filter(UploadName::isVisible)
        .forEach(kept::appendCodePoint);
    String clean = kept.toString().strip();
    int start = 0;
    while (start < clean.length() && (clean.charAt(start) == '.' || clean.charAt(start) == ' ')) {
      start++;
    }
    clean = clean.substring(start);
    String lower = clean.toLowerCase(Locale.ROOT);
    int ending = lower.endsWith(".gz") ? ".csv.gz".length() : ".csv".length();
    if (clean.length() <= ending || !(lower.endsWith(".csv") || lower.endsWith(".csv.gz"))) {
      throw new RefusedException(
          Problem.ofParameter("name", "name has nothing before its ending: give the file a name."));
    }
    if (clean.getBytes(UTF_8).length > MOST_BYTES) {
      throw new RefusedException(
          Problem.ofParameter(
              "name", "name is longer than " + MOST_BYTES + " bytes of UTF-8: shorten it."));
    }
    return clean;
  }

  static boolean isCompressed(String name) {
    return name.toLowerCase(Locale.ROOT).endsWith(".gz");
  }

  private static boolean isVisible(int codePoint) {
    int type = Character.getType(codePoint);
    return type != Character.CONTROL
        && type != Character.FORMAT // such as those that turn the direction of writing round
        && type != Character.LINE_SEPARATOR
        && type != Character.PARAGRAPH_SEPARATOR
        && type != Character.PRIVATE_USE
        && type != Character.UNASSIGNED;
  }
}
