package io.chartdrop.middletier;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Settings of the API; README.md says what each does.
 *
 * @param issuer base of the sign-in issuer, as its tokens name it
 * @param tenantAccess role ARN, or {@code own-credentials}
 * @param tenantSettingsAge for how long a tenant's settings are remembered
 * @param requestsPerSecond of one tenant, lasting
 * @param burst of one tenant, at once
 * @param uploadsPerTenant at once
 * @param uploads at once, of all tenants; each takes a part's bytes of memory
 */
@ConfigurationProperties("api")
public record ApiProperties(
    String inbox,
    String issuer,
    String tenantAccess,
    Duration tenantSettingsAge,
    int requestsPerSecond,
    int burst,
    int uploadsPerTenant,
    int uploads) {

  public static final String OWN_CREDENTIALS = "own-credentials";

  public ApiProperties {
    if (!tenantAccess.equals(OWN_CREDENTIALS) && !tenantAccess.startsWith("arn:")) {
      throw new IllegalArgumentException(
          "CHARTDROP_TENANT_ACCESS must be the ARN of the role that reads one tenant's data, or the"
              + " word own-credentials where the service's own credentials may read every tenant's");
    }
    if (issuer.isBlank()) {
      throw new IllegalArgumentException(
          "CHARTDROP_ISSUER is not set: it is the base address of the sign-in issuer");
    }
    if (inbox.isBlank()) {
      throw new IllegalArgumentException(
          "CHARTDROP_INBOX is not set: it names the bucket that files are uploaded to");
    }
    if (requestsPerSecond < 1 || burst < 1 || uploadsPerTenant < 1 || uploads < 1) {
      throw new IllegalArgumentException("Every limit of api.* is at least 1");
    }
  }
}
