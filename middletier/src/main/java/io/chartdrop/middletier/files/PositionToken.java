package io.chartdrop.middletier.files;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.chartdrop.records.patient.BadPageTokenException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;

/**
 * The page tokens of one query: base64url over 12 bytes of hash and a position. As with records,
 * the hash tells a mistake and keeps nobody out: whose data it is comes from the caller alone.
 */
final class PositionToken {
  private static final int HASH_BYTES = 12;

  private final byte[] hash;

  /**
   * @param query all that the query is made of, the tenant first
   */
  PositionToken(String... query) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      for (String part : query) {
        sha.update((part.length() + ":" + part).getBytes(UTF_8));
      }
      hash = Arrays.copyOf(sha.digest(), HASH_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  String at(String position) {
    byte[] bytes = position.getBytes(UTF_8);
    byte[] token = Arrays.copyOf(hash, HASH_BYTES + bytes.length);
    System.arraycopy(bytes, 0, token, HASH_BYTES, bytes.length);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(token);
  }

  /**
   * @throws BadPageTokenException if the token was not made by this query
   */
  String position(String token) {
    try {
      byte[] bytes = Base64.getUrlDecoder().decode(token);
      if (bytes.length <= HASH_BYTES || !Arrays.equals(hash, 0, HASH_BYTES, bytes, 0, HASH_BYTES)) {
        throw new BadPageTokenException();
      }
      return new String(bytes, HASH_BYTES, bytes.length - HASH_BYTES, UTF_8);
    } catch (IllegalArgumentException e) {
      throw new BadPageTokenException();
    }
  }
}
