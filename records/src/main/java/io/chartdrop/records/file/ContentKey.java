package io.chartdrop.records.file;

import io.chartdrop.records.tenant.TenantId;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The bytes of a file as the idempotent consumer knows them: {@code {tenant}#sha#{64 hex}}. A
 * replay reads bytes again on purpose, so it has a key of its own.
 *
 * @param replay the file that replays these bytes
 */
public record ContentKey(TenantId tenant, String sha256, Optional<FileId> replay) {
  private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

  public ContentKey {
    if (!SHA256.matcher(sha256).matches()) {
      throw new IllegalArgumentException("A SHA-256 is 64 hex digits");
    }
  }

  @Override
  public String toString() {
    return tenant + "#sha#" + sha256 + replay.map(file -> "#replay#" + file).orElse("");
  }
}
