package io.chartdrop.middletier.contract;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.HashMap;
import java.util.Map;

/**
 * A raw query string, decoded strictly. Camel's and the servlet's own decoding mix the query with
 * headers and forms, and replace what is not UTF-8 instead of refusing it.
 */
final class QueryString {
  private QueryString() {}

  /**
   * @throws RefusedException if a name comes twice, or a value is not encoded as it should be
   */
  static Map<String, String> parse(String query) {
    Map<String, String> values = new HashMap<>();
    if (query.isEmpty()) {
      return values;
    }
    for (String pair : query.split("&", -1)) {
      int equals = pair.indexOf('=');
      String name = decode("name", equals < 0 ? pair : pair.substring(0, equals), true);
      String value = equals < 0 ? "" : decode(name, pair.substring(equals + 1), true);
      if (name.isEmpty()) {
        throw new RefusedException(
            Problem.of(ProblemType.BAD_REQUEST, "The query string has a part without a name."));
      }
      if (values.put(name, value) != null) {
        throw new RefusedException(
            Problem.of(
                ProblemType.BAD_PARAMETER,
                "A parameter comes more than once: give each of them once."));
      }
    }
    return values;
  }

  static String decode(String name, String encoded, boolean plusIsSpace) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(encoded.length());
    for (int i = 0; i < encoded.length(); i++) {
      char c = encoded.charAt(i);
      if (c == '%') {
        int high = i + 2 < encoded.length() ? Character.digit(encoded.charAt(i + 1), 16) : -1;
        int low = i + 2 < encoded.length() ? Character.digit(encoded.charAt(i + 2), 16) : -1;
        if (high < 0 || low < 0) {
          throw badEncoding();
        }
        bytes.write(high * 16 + low);
        i += 2;
      } else if (c == '+' && plusIsSpace) {
        bytes.write(' ');
      } else if (c < 0x80) {
        bytes.write(c);
      } else {
        throw badEncoding();
      }
    }
    try {
      return UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes.toByteArray())).toString();
    } catch (CharacterCodingException e) {
      throw badEncoding();
    }
  }

  private static RefusedException badEncoding() {
    return new RefusedException(
        Problem.of(
            ProblemType.BAD_REQUEST,
            "The address is not percent-encoded UTF-8: encode every parameter's value."));
  }
}
