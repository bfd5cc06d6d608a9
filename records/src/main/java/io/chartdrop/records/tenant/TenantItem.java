package io.chartdrop.records.tenant;

import java.nio.charset.Charset;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * A tenant as an item of the {@code tenants} table. Terraform writes the same, and so may an
 * operator by hand; whatever is absent takes its default, but for the zone: a wrong one would give
 * every record a wrong moment, and nobody would see it.
 *
 * <table>
 * <caption>Attributes</caption>
 * <tr><td>{@code pk}</td><td>S, the tenant's id</td></tr>
 * <tr><td>{@code name}</td><td>S; the id</td></tr>
 * <tr><td>{@code time_zone}</td><td>S, such as {@code America/New_York}; required</td></tr>
 * <tr><td>{@code date_order}</td><td>S, {@code MDY DMY YMD}; MDY</td></tr>
 * <tr><td>{@code charset}</td><td>S; windows-1252</td></tr>
 * <tr><td>{@code column_aliases}</td><td>M of S, header to required column or {@code -}</td></tr>
 * <tr><td>{@code limits}</td><td>M of N: {@code max_file_bytes max_expanded_bytes max_row_bytes
 * max_columns}, each with its own default</td></tr>
 * <tr><td>{@code enabled}</td><td>BOOL; true</td></tr>
 * </table>
 *
 * <p>Attributes of other names are ignored on reading, and lost at the next put.
 */
public final class TenantItem {
  private static final String PK = "pk";
  private static final String NAME = "name";
  private static final String TIME_ZONE = "time_zone";
  private static final String DATE_ORDER = "date_order";
  private static final String CHARSET = "charset";
  private static final String COLUMN_ALIASES = "column_aliases";
  private static final String LIMITS = "limits";
  private static final String ENABLED = "enabled";

  private final String tenant;
  private final Map<String, AttributeValue> attributes;

  private TenantItem(String tenant, Map<String, AttributeValue> attributes) {
    this.tenant = tenant;
    this.attributes = attributes;
  }

  /** The item's key. */
  public static Map<String, AttributeValue> key(TenantId id) {
    return Map.of(PK, AttributeValue.fromS(id.value()));
  }

  /**
   * The tenant of an item.
   *
   * @throws DamagedTenantException naming the attribute that cannot be used
   */
  public static Tenant of(Map<String, AttributeValue> item) {
    AttributeValue pk = item.get(PK);
    String id = pk == null || pk.s() == null ? "(none)" : pk.s();
    return new TenantItem(id, item).tenant();
  }

  /**
   * The tenant of a settings map, as the ledger keeps one with each file.
   *
   * @throws DamagedTenantException naming the attribute that cannot be used
   */
  public static Tenant of(TenantId id, Map<String, AttributeValue> settings) {
    return new TenantItem(id.value(), settings).tenant();
  }

  /** The whole item. */
  public static Map<String, AttributeValue> item(Tenant tenant) {
    Map<String, AttributeValue> item = new HashMap<>(settings(tenant));
    item.putAll(key(tenant.id()));
    return item;
  }

  /** The item without its key. */
  public static Map<String, AttributeValue> settings(Tenant tenant) {
    Limits limits = tenant.limits();
    Map<String, AttributeValue> aliases = new HashMap<>();
    tenant.columnAliases().forEach((from, to) -> aliases.put(from, AttributeValue.fromS(to)));
    return Map.of(
        NAME, AttributeValue.fromS(tenant.name()),
        TIME_ZONE, AttributeValue.fromS(tenant.timeZone().getId()),
        DATE_ORDER, AttributeValue.fromS(tenant.dateOrder().name()),
        CHARSET, AttributeValue.fromS(tenant.charset().name()),
        COLUMN_ALIASES, AttributeValue.fromM(aliases),
        LIMITS,
            AttributeValue.fromM(
                Map.of(
                    "max_file_bytes", number(limits.maxFileBytes()),
                    "max_expanded_bytes", number(limits.maxExpandedBytes()),
                    "max_row_bytes", number(limits.maxRowBytes()),
                    "max_columns", number(limits.maxColumns()))),
        ENABLED, AttributeValue.fromBool(tenant.enabled()));
  }

  private static AttributeValue number(long value) {
    return AttributeValue.fromN(Long.toString(value));
  }

  private Tenant tenant() {
    TenantId id = sound(PK, () -> new TenantId(tenant));
    ZoneId zone =
        read(TIME_ZONE, AttributeValue::s, "a text")
            .map(text -> sound(TIME_ZONE, () -> ZoneId.of(text)))
            .orElseThrow(() -> damaged(TIME_ZONE, "is missing"));
    String name = read(NAME, AttributeValue::s, "a text").orElse(id.value());
    Tenant plain = sound(NAME, () -> Tenant.of(id, name, zone));
    DateOrder dateOrder =
        read(DATE_ORDER, AttributeValue::s, "a text")
            .map(text -> sound(DATE_ORDER, () -> DateOrder.valueOf(text)))
            .orElse(plain.dateOrder());
    Charset charset =
        read(CHARSET, AttributeValue::s, "a text")
            .map(text -> sound(CHARSET, () -> Charset.forName(text)))
            .orElse(plain.charset());
    Map<String, String> aliases = map(COLUMN_ALIASES, AttributeValue::s, "a map of texts");
    Limits limits = limits();
    boolean enabled = read(ENABLED, AttributeValue::bool, "a boolean").orElse(plain.enabled());
    return sound(
        COLUMN_ALIASES,
        () -> new Tenant(id, name, zone, dateOrder, charset, aliases, limits, enabled));
  }

  private Limits limits() {
    Map<String, String> given = map(LIMITS, AttributeValue::n, "a map of numbers");
    return sound(
        LIMITS,
        () ->
            new Limits(
                limit(given, "max_file_bytes", Limits.DEFAULT.maxFileBytes()),
                limit(given, "max_expanded_bytes", Limits.DEFAULT.maxExpandedBytes()),
                Math.toIntExact(limit(given, "max_row_bytes", Limits.DEFAULT.maxRowBytes())),
                Math.toIntExact(limit(given, "max_columns", Limits.DEFAULT.maxColumns()))));
  }

  private static long limit(Map<String, String> given, String name, long otherwise) {
    String value = given.get(name);
    return value == null ? otherwise : Long.parseLong(value);
  }

  private Map<String, String> map(
      String name, Function<AttributeValue, @Nullable String> type, String typeName) {
    AttributeValue value = attributes.get(name);
    if (value == null) {
      return Map.of();
    }
    if (!value.hasM()) {
      throw damaged(name, "is not " + typeName);
    }
    Map<String, String> map = new HashMap<>();
    value
        .m()
        .forEach(
            (key, element) -> {
              String text = type.apply(element);
              if (text == null) {
                throw damaged(name, "is not " + typeName);
              }
              map.put(key, text);
            });
    return map;
  }

  private <T> Optional<T> read(
      String name, Function<AttributeValue, @Nullable T> type, String typeName) {
    AttributeValue value = attributes.get(name);
    if (value == null) {
      return Optional.empty();
    }
    T read = type.apply(value);
    if (read == null) {
      throw damaged(name, "is not " + typeName);
    }
    return Optional.of(read);
  }

  /** What the supplier makes; its refusal becomes the attribute's damage. */
  private <T> T sound(String name, Supplier<T> value) {
    try {
      return value.get();
    } catch (IllegalArgumentException | DateTimeException | ArithmeticException e) {
      throw damaged(name, "cannot be used: " + e.getMessage());
    }
  }

  private DamagedTenantException damaged(String attribute, String why) {
    return new DamagedTenantException(tenant, attribute, why);
  }
}
