package io.chartdrop.records.tenant;

/** What is stored of a tenant cannot be used. The operator mends the item; its files wait. */
public final class DamagedTenantException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String tenant;
  private final String attribute;

  /**
   * @param tenant as it stands in the table, which may be no tenant id
   * @param attribute the attribute to mend
   * @param why ends the sentence "tenant x, attribute y: ..."
   */
  public DamagedTenantException(String tenant, String attribute, String why) {
    super("Tenant " + tenant + ", attribute " + attribute + ": " + why);
    this.tenant = tenant;
    this.attribute = attribute;
  }

  public String tenant() {
    return tenant;
  }

  public String attribute() {
    return attribute;
  }
}
