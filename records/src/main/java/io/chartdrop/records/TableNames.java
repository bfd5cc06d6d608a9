package io.chartdrop.records;

import java.util.Map;

/** The five tables, by the variables that name them here and on AWS. */
public record TableNames(
    String records, String files, String idempotency, String summary, String tenants) {

  /**
   * From {@code CHARTDROP_TABLE_RECORDS} and its four siblings.
   *
   * @param environment such as {@link System#getenv()}
   * @throws IllegalArgumentException naming the first variable that is missing
   */
  public static TableNames of(Map<String, String> environment) {
    return new TableNames(
        named(environment, "RECORDS"),
        named(environment, "FILES"),
        named(environment, "IDEMPOTENCY"),
        named(environment, "SUMMARY"),
        named(environment, "TENANTS"));
  }

  private static String named(Map<String, String> environment, String table) {
    String variable = "CHARTDROP_TABLE_" + table;
    String name = environment.getOrDefault(variable, "");
    if (name.isBlank()) {
      throw new IllegalArgumentException(variable + " is not set: it names the table");
    }
    return name;
  }
}
