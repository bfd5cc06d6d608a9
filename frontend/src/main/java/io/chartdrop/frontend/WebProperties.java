package io.chartdrop.frontend;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.util.unit.DataSize;

/**
 * Settings of the pages; README.md says what each does.
 *
 * @param address where browsers find the pages, without a path
 * @param api base of the middle tier, without a path
 * @param issuer as its tokens name it
 * @param signOut where the issuer ends its session; {@code {return_to}} is to be filled in
 * @param sftpHost blank where there is no SFTP
 * @param idle for how long a session lasts without anybody doing anything
 * @param apiTimeout for an answer, uploads apart
 * @param uploadLimit of one file; the clinic's own limit may be lower
 */
@ConfigurationProperties("web")
public record WebProperties(
    String address,
    String api,
    String issuer,
    String clientId,
    String clientSecret,
    String signOut,
    String sftpHost,
    int sftpPort,
    Duration idle,
    Duration apiTimeout,
    Duration uploadTimeout,
    DataSize uploadLimit) {

  private static final String RETURN_TO = "{return_to}";

  public WebProperties {
    requireBase("CHARTDROP_WEB", address, "where browsers find these pages");
    requireBase("CHARTDROP_API", api, "where the middle tier answers");
    require("CHARTDROP_ISSUER", issuer, "the base address of the sign-in issuer");
    require("CHARTDROP_WEB_CLIENT_ID", clientId, "the pages' name at the issuer");
    require("CHARTDROP_WEB_CLIENT_SECRET", clientSecret, "the pages' secret at the issuer");
    require("CHARTDROP_SIGN_OUT", signOut, "the issuer's sign-out, with " + RETURN_TO + " in it");
    if (!signOut.contains(RETURN_TO)) {
      throw new IllegalArgumentException(
          "CHARTDROP_SIGN_OUT has no " + RETURN_TO + ": people would not come back from there");
    }
  }

  private static void require(String variable, String value, String meaning) {
    if (value.isBlank()) {
      throw new IllegalArgumentException(variable + " is not set: it is " + meaning);
    }
  }

  private static void requireBase(String variable, String value, String meaning) {
    require(variable, value, meaning);
    if (!value.matches("https?://[^/?#@]+")) {
      throw new IllegalArgumentException(
          variable + " is an address such as https://chartdrop.example.org, without a path");
    }
  }

  public boolean isBehindTls() {
    return address.startsWith("https:");
  }

  /** As the {@code Host} header of a request has it. */
  public String authority() {
    return URI.create(address).getAuthority();
  }

  /** Whom to connect to by SFTP. */
  public record Sftp(String host, int port) {}

  public Optional<Sftp> sftp() {
    return sftpHost.isBlank() ? Optional.empty() : Optional.of(new Sftp(sftpHost, sftpPort));
  }

  /**
   * @param path one of those that the issuer knows
   */
  public URI signOutThenTo(String path) {
    return URI.create(
        signOut.replace(RETURN_TO, URLEncoder.encode(address + path, StandardCharsets.UTF_8)));
  }

  /** Scheme, host and port of the issuer's sign-out, which a form's answer may lead to. */
  public String signOutOrigin() {
    URI place = URI.create(signOut.replace(RETURN_TO, ""));
    return place.getScheme() + "://" + place.getAuthority();
  }
}
