package io.chartdrop.records.tenant;

/** What is stored of a tenant cannot be used. The operator mends the item; its files wait. */
public final class DamagedTenantException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String tenant;

  /**
   * @param tenant as it stands in the table, which may be no tenant id
   * @param attribute the attribute to mend
   * @param why ends the sentence "tenant x, attribute y: ..."
   */
  public DamagedTenantException(String tenant, String attribute, String why) {
    super("Tenant " + tenant + ", attribute " + attribute + ": " + why);
    this.tenant = tenant;
  }

  public String tenant() {
    return tenant;
  }
}
