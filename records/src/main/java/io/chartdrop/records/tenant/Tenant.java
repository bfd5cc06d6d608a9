package io.chartdrop.records.tenant;

import io.chartdrop.records.Header;
import io.chartdrop.records.Sha256;
import java.nio.charset.Charset;
import java.time.ZoneId;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * A clinic and how its files are read. A file is read by the settings that held when it was
 * claimed.
 *
 * @param name what its staff call it
 * @param timeZone the zone its {@code date_time} is local to
 * @param charset of files that are neither UTF-8 nor marked as UTF-16
 * @param columnAliases header as the tenant writes it, to the required column it means, or to
 *     {@link #IGNORED_COLUMN}
 * @param enabled a disabled tenant starts no new file
 */
public record Tenant(
    TenantId id,
    String name,
    ZoneId timeZone,
    DateOrder dateOrder,
    Charset charset,
    Map<String, String> columnAliases,
    Limits limits,
    boolean enabled) {

  /** The target of an alias whose column is dropped, such as an export time that changes daily. */
  public static final String IGNORED_COLUMN = "-";

  private static final Set<String> ALIASED =
      Set.of(
          "medical_record_number",
          "first_name",
          "last_name",
          "date_time",
          "doctors_notes",
          IGNORED_COLUMN);

  public Tenant {
    if (name.isBlank()) {
      throw new IllegalArgumentException("A tenant has a name");
    }
    columnAliases = Map.copyOf(columnAliases);
    if (!ALIASED.containsAll(columnAliases.values())) {
      // a header that means nothing known would leave its column missing, and every file refused
      throw new IllegalArgumentException(
          "An alias means medical_record_number, first_name, last_name, date_time, doctors_notes,"
              + " or - to leave the column out");
    }
    Map<String, String> meanings = new TreeMap<>();
    columnAliases.forEach(
        (header, meaning) -> {
          String other = meanings.put(Header.normalise(header), meaning);
          if (other != null && !other.equals(meaning)) {
            throw new IllegalArgumentException(
                "Two aliases of one header, spelt differently, mean " + other + " and " + meaning);
          }
        });
  }

  /** A tenant with the defaults: MDY, windows-1252, no aliases, default limits, enabled. */
  public static Tenant of(TenantId id, String name, ZoneId timeZone) {
    return new Tenant(
        id,
        name,
        timeZone,
        DateOrder.MDY,
        Charset.forName("windows-1252"),
        Map.of(),
        Limits.DEFAULT,
        true);
  }

  /**
   * 16 hex digits over everything that decides how a row is read. The same bytes under another hash
   * may give other rows.
   */
  public String settingsHash() {
    String text =
        String.join(
            "\n",
            timeZone.getId(),
            dateOrder.name(),
            charset.name(),
            new TreeMap<>(columnAliases).toString(),
            limits.toString());
    return HexFormat.of().formatHex(Sha256.of(text), 0, 8);
  }
}
