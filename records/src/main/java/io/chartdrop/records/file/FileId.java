package io.chartdrop.records.file;

import io.chartdrop.records.Sha256;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One version of one object in the inbox, {@code 20260301T093000-0123456789ab}: when it arrived
 * (UTC, to the second), and 12 hex digits over its key and version. Ids sort by arrival.
 *
 * @throws IllegalArgumentException if {@code value} has another shape
 */
public record FileId(String value) implements Comparable<FileId> {
  private static final Pattern SHAPE = Pattern.compile("\\d{8}T\\d{6}-[0-9a-f]{12}");
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final DateTimeFormatter SECONDS =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss").withZone(ZoneOffset.UTC);

  public FileId {
    if (!SHAPE.matcher(value).matches()) {
      throw new IllegalArgumentException("A file id looks like 20260301T093000-0123456789ab");
    }
  }

  /** The id of a version: the same whoever computes it, and however often. */
  public static FileId of(String key, String versionId, Instant lastModified) {
    // no key has a NUL, so no two pairs run together
    String hex = HexFormat.of().formatHex(Sha256.of(key + '\0' + versionId), 0, 6);
    return new FileId(SECONDS.format(lastModified) + "-" + hex);
  }

  /**
   * An id for an upload that has no version yet. It goes with the object as its metadata, so that
   * the version is known by it.
   */
  public static FileId chosen(Instant receivedAt) {
    byte[] random = new byte[6];
    RANDOM.nextBytes(random);
    return new FileId(SECONDS.format(receivedAt) + "-" + HexFormat.of().formatHex(random));
  }

  /** The id that a text is, if it is one. */
  public static Optional<FileId> parse(String text) {
    return SHAPE.matcher(text).matches() ? Optional.of(new FileId(text)) : Optional.empty();
  }

  @Override
  public int compareTo(FileId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
