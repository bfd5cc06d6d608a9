package io.chartdrop.local.issuer;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;

/**
 * Someone who can sign in.
 *
 * @param tenants whose records they may see; the product serves nobody with none or two
 * @param story what they are for, as the sign-in page tells it
 */
record Person(String username, String name, List<String> tenants, String story) {
  /** As everywhere in the demo. */
  String password() {
    return username + "-demo";
  }

  /** Cognito's is a UUID and no name; ours is the same at each start. */
  String subject() {
    return UUID.nameUUIDFromBytes(("chartdrop demo " + username).getBytes(StandardCharsets.UTF_8))
        .toString();
  }

  String email() {
    return username + "@example.com";
  }

  List<String> groups() {
    return tenants.stream().map("tenant:"::concat).toList();
  }
}
