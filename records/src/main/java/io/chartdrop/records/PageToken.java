package io.chartdrop.records;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/**
 * The tokens of one tenant's one query: base64url over 12 bytes of hash and the position where the
 * page ended. The hash tells a mistake, it keeps nobody out: that the partitions are rebuilt from
 * tenant and query does, so a forged token only moves within what its maker may read anyway.
 */
public final class PageToken {
  private static final int HASH_BYTES = 12;
  private static final int MAX_CHARS = 2048;

  private final byte[] hash;

  /**
   * @param query all that the query is made of, the tenant first
   */
  public PageToken(Optional<?>... query) {
    StringBuilder text = new StringBuilder();
    for (Optional<?> part : query) {
      add(text, part);
    }
    hash = Arrays.copyOf(Sha256.of(text.toString()), HASH_BYTES);
  }

  /** Each part behind its length, so that no two queries run together. */
  private static void add(StringBuilder text, Optional<?> part) {
    String value = part.map(Object::toString).orElse("");
    text.append(part.isPresent() ? value.length() : -1).append(':').append(value).append(';');
  }

  /** The token of a position. */
  public String at(String position) {
    byte[] bytes = position.getBytes(UTF_8);
    byte[] token = Arrays.copyOf(hash, HASH_BYTES + bytes.length);
    System.arraycopy(bytes, 0, token, HASH_BYTES, bytes.length);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(token);
  }

  /**
   * The position in a token.
   *
   * @throws BadPageTokenException if it was not made by this query
   */
  public String position(String token) {
    if (token.length() > MAX_CHARS) {
      throw new BadPageTokenException();
    }
    try {
      byte[] bytes = Base64.getUrlDecoder().decode(token);
      if (bytes.length <= HASH_BYTES || !Arrays.equals(hash, 0, HASH_BYTES, bytes, 0, HASH_BYTES)) {
        throw new BadPageTokenException();
      }
      ByteBuffer position = ByteBuffer.wrap(bytes, HASH_BYTES, bytes.length - HASH_BYTES);
      return UTF_8.newDecoder().decode(position).toString();
    } catch (IllegalArgumentException | CharacterCodingException e) {
      throw new BadPageTokenException();
    }
  }
}
