package io.chartdrop.routes.intake;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.chartdrop.records.file.FileStatus;
import io.chartdrop.records.file.StoredObject;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.springframework.stereotype.Component;

/** Where a file's objects go when it is closed. */
@Component
class ObjectKeys {
  /** Bytes of UTF-8 that a name may take in a key; the ledger has it whole. */
  static final int MAX_NAME_BYTES = 200;

  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("uuuu/MM/dd").withZone(ZoneOffset.UTC);

  private final IntakeProperties properties;

  ObjectKeys(IntakeProperties properties) {
    this.properties = properties;
  }

  /** Archive for what was read or came before, errors for what could not be. */
  StoredObject original(Attempt attempt, FileStatus status) {
    String name = cut(attempt.version().name());
    if (status == FileStatus.REJECTED || status == FileStatus.FAILED) {
      return new StoredObject(
          properties.errors(), attempt.version().tenant().prefix() + attempt.fileId() + "/" + name);
    }
    String duplicates = status == FileStatus.DUPLICATE ? "duplicates/" : "";
    return new StoredObject(
        properties.archive(),
        attempt.version().tenant().prefix()
            + duplicates
            + DAY.format(attempt.version().lastModified())
            + "/"
            + attempt.fileId()
            + "/"
            + name);
  }

  StoredObject rejects(Attempt attempt) {
    return new StoredObject(properties.errors(), underOwner(attempt) + "rejects.csv");
  }

  StoredObject report(Attempt attempt) {
    return new StoredObject(properties.errors(), underOwner(attempt) + "report.json");
  }

  /** An attempt that lost its lease may still write: it must not write over another's. */
  private static String underOwner(Attempt attempt) {
    return attempt.version().tenant().prefix()
        + attempt.fileId()
        + "/"
        + attempt.claim().owner()
        + "/";
  }

  /** The name in at most {@link #MAX_NAME_BYTES} bytes: its beginning, and its ending. */
  static String cut(String name) {
    if (name.getBytes(UTF_8).length <= MAX_NAME_BYTES) {
      return name;
    }
    int dot = name.lastIndexOf('.');
    String ending = dot >= 0 && name.length() - dot <= 8 ? name.substring(dot) : "";
    int room = MAX_NAME_BYTES - ending.getBytes(UTF_8).length;
    StringBuilder kept = new StringBuilder();
    int used = 0;
    for (int codePoint : name.codePoints().toArray()) {
      String text = Character.toString(codePoint);
      used += text.getBytes(UTF_8).length;
      if (used > room) {
        break;
      }
      kept.append(text);
    }
    return kept + ending;
  }
}
