package io.chartdrop.routes.csv;

import io.chartdrop.records.Blank;
import io.chartdrop.records.Header;
import io.chartdrop.records.file.FileCode;
import io.chartdrop.records.file.FormulaGuard;
import io.chartdrop.records.file.Problem;
import io.chartdrop.records.tenant.Tenant;
import io.chartdrop.routes.csv.Column.Role;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What the columns of a header are for, by their names and the tenant's aliases. */
final class ColumnRoles {
  private static final int MAX_SHOWN = 10;

  private final List<Column> columns = new ArrayList<>();
  private final boolean mended;
  private final Set<Role> found = new LinkedHashSet<>();
  private final Set<String> repeated = new LinkedHashSet<>();

  private ColumnRoles(String[] cells, Tenant tenant) {
    this.mended =
        Arrays.stream(cells).anyMatch(cell -> RejectsFile.isOwnColumn(Header.normalise(cell)));
    Map<String, String> aliases = new HashMap<>();
    tenant.columnAliases().forEach((from, to) -> aliases.put(Header.normalise(from), to));
    List<String> headers =
        Arrays.stream(cells).map(cell -> mended ? FormulaGuard.unguard(cell) : cell).toList();
    List<Role> roles =
        headers.stream().map(header -> role(Header.normalise(header), aliases)).toList();
    Set<String> names = new LinkedHashSet<>();
    int position = 0;
    for (int i = 0; i < roles.size(); i++) {
      String header = headers.get(i);
      Role role =
          roles.get(i) == Role.EXTRA
              ? required(header).filter(meant -> !roles.contains(meant)).orElse(Role.EXTRA)
              : roles.get(i);
      position += role == Role.CHARTDROP ? 0 : 1;
      Column column = new Column(header, role, name(header, role, position));
      columns.add(column);
      found.add(role);
      if (role != Role.CHARTDROP
          && role != Role.IGNORED
          && !names.add(Header.normalise(column.name()))) {
        repeated.add(column.shownName());
      }
    }
  }

  static ColumnRoles of(String[] cells, Tenant tenant) {
    return new ColumnRoles(cells, tenant);
  }

  private static Role role(String normalised, Map<String, String> aliases) {
    if (RejectsFile.isOwnColumn(normalised)) {
      return Role.CHARTDROP;
    }
    String target = aliases.get(normalised);
    if (Tenant.IGNORED_COLUMN.equals(target)) {
      return Role.IGNORED;
    }
    String meant = target == null ? normalised : Header.normalise(target);
    return RowCheck.REQUIRED.stream()
        .filter(role -> Header.normalise(role.name()).equals(meant))
        .findFirst()
        .orElse(Role.EXTRA);
  }

  /** The required column that a header means by its letters alone. */
  private static Optional<Role> required(String header) {
    String letters = Header.lettersAndDigits(header);
    return RowCheck.REQUIRED.stream()
        .filter(role -> Header.lettersAndDigits(role.name()).equals(letters))
        .findFirst();
  }

  private static String name(String header, Role role, int position) {
    if (RowCheck.REQUIRED.contains(role)) {
      return role.name().toLowerCase(Locale.ROOT);
    }
    String name = Blank.strip(header);
    return name.isEmpty() ? "column_" + position : name;
  }

  boolean isBetterThan(ColumnRoles other) {
    int difference = requiredFound() - other.requiredFound();
    return difference != 0 ? difference > 0 : columns.size() > other.columns.size();
  }

  private int requiredFound() {
    return (int) RowCheck.REQUIRED.stream().filter(found::contains).count();
  }

  /**
   * Missing comes before repeated: only a row with all five names is surely a header and no
   * patient, whose cells a message must not repeat.
   */
  Optional<Problem> problem() {
    List<String> missing =
        RowCheck.REQUIRED.stream()
            .filter(role -> !found.contains(role))
            .map(role -> role.name().toLowerCase(Locale.ROOT))
            .toList();
    if (!missing.isEmpty()) {
      return Optional.of(
          new Problem(
              FileCode.MISSING_COLUMN,
              "The first row does not name the column"
                  + (missing.size() == 1 ? " " : "s ")
                  + String.join(", ", missing)
                  + ". It must be a header that names all five required columns; delete any title"
                  + " above it, or ask for an alias if the column has another name."));
    }
    if (!repeated.isEmpty()) {
      return Optional.of(
          new Problem(
              FileCode.DUPLICATE_COLUMN,
              "The header names more than one column "
                  + shown(repeated)
                  + " (case, spaces and underscores do not count, nor other signs in the name of a"
                  + " required column); rename or delete all but one."));
    }
    return Optional.empty();
  }

  private static String shown(Set<String> names) {
    return names.stream().limit(MAX_SHOWN).collect(Collectors.joining(", "))
        + (names.size() > MAX_SHOWN ? " and others" : "");
  }

  /** Columns of the original file. */
  int width() {
    return (int) columns.stream().filter(c -> c.role() != Role.CHARTDROP).count();
  }

  List<Column> columns() {
    return columns;
  }

  /** Whether a rejects file of ours comes back; one of its four columns is enough to know it by. */
  boolean mended() {
    return mended;
  }
}
