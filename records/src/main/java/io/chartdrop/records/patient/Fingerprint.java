package io.chartdrop.records.patient;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.chartdrop.records.Blank;
import io.chartdrop.records.Header;
import io.chartdrop.records.Sha256;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.text.Normalizer;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The content of a record in 32 hex digits: SHA-256, cut to 128 bits, over a version tag and each
 * canonical part behind its length. Two rows with one fingerprint say the same.
 */
public record Fingerprint(String hex) {
  private static final Pattern SHAPE = Pattern.compile("[0-9a-f]{32}");

  /** Changes only together with the rules below, and then every record gets another identity. */
  private static final String VERSION = "chartdrop-1";

  private static final String SECOND_TIME = "second-time";

  public Fingerprint {
    if (!SHAPE.matcher(hex).matches()) {
      throw new IllegalArgumentException("A fingerprint is 32 hex digits");
    }
  }

  /**
   * Canonical is NFC, trimmed, line ends as LF, case kept. Extras count by normalised header,
   * sorted; blank ones do not count, so a column added empty to every row changes nothing.
   *
   * @param extra further columns, by header as it was written
   */
  public static Fingerprint of(
      String firstName, String lastName, String doctorsNotes, Map<String, String> extra) {
    return of(firstName, lastName, doctorsNotes, extra, false);
  }

  /**
   * The same of a visit in the hour that the clocks show twice. The second time is part of what the
   * record says; the first is not, nor is it where there is but one.
   *
   * @param secondTime whether it was the second
   */
  static Fingerprint of(
      String firstName,
      String lastName,
      String doctorsNotes,
      Map<String, String> extra,
      boolean secondTime) {
    Digest digest = new Digest();
    digest.add(VERSION);
    digest.add(canonical(firstName));
    digest.add(canonical(lastName));
    digest.add(canonical(doctorsNotes));
    TreeMap<String, String> sorted = new TreeMap<>();
    extra.forEach(
        (header, value) -> {
          String text = canonical(value);
          if (!text.isEmpty()) {
            sorted.put(Header.normalise(header), text);
          }
        });
    sorted.forEach(
        (header, value) -> {
          digest.add(header);
          digest.add(value);
        });
    if (secondTime) {
      digest.add(SECOND_TIME); // extras come in pairs, so this is none of them
    }
    return new Fingerprint(digest.hex());
  }

  private static String canonical(String text) {
    return Blank.strip(Normalizer.normalize(text, Normalizer.Form.NFC)).replace("\r\n", "\n");
  }

  @Override
  public String toString() {
    return hex;
  }

  private static final class Digest {
    private final MessageDigest sha = Sha256.digest();

    void add(String part) {
      byte[] bytes = part.getBytes(UTF_8);
      sha.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).flip());
      sha.update(bytes);
    }

    String hex() {
      return HexFormat.of().formatHex(sha.digest(), 0, 16);
    }
  }
}
