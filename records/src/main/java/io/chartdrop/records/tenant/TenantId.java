package io.chartdrop.records.tenant;

import java.util.regex.Pattern;

/**
 * A clinic's id: 3 to 32 characters of {@code [a-z0-9-]}, beginning with a letter, not ending in a
 * dash. It has no {@code #}, so a key {@code {tenant}#...} splits at its first one.
 *
 * @throws IllegalArgumentException if {@code value} has another shape
 */
public record TenantId(String value) {
  private static final Pattern SHAPE = Pattern.compile("[a-z][a-z0-9-]{1,30}[a-z0-9]");

  public TenantId {
    if (!SHAPE.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "A tenant id is 3 to 32 of a-z, 0-9 and -, begins with a letter and does not end in -");
    }
  }

  /**
   * The S3 prefix of this tenant, with its slash: without it {@code acme} would reach {@code
   * acme2}.
   */
  public String prefix() {
    return value + "/";
  }

  @Override
  public String toString() {
    return value;
  }
}
