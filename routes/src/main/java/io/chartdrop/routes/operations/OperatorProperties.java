package io.chartdrop.routes.operations;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Who signs in to Hawtio.
 *
 * @param password has no default: blank, nobody signs in
 * @param role what this account may be; {@link OperatorAccess} lets in only {@code OPS}
 */
@ConfigurationProperties("operator")
record OperatorProperties(String name, String password, String role) {
  boolean canSignIn() {
    return !password.isBlank();
  }

  /** Without the password, should anybody log it. */
  @Override
  public String toString() {
    return "OperatorProperties[" + name + ", " + role + "]";
  }
}
