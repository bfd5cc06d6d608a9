package io.chartdrop.frontend;

import java.nio.charset.StandardCharsets;

/** The pieces of a form with files, as a browser sends them. */
public final class Form {
  public static final String BOUNDARY = "----chartdrop-test";
  public static final String END = "--" + BOUNDARY + "--\r\n";

  private Form() {}

  public static String field(String name, String value) {
    return "--%s\r\nContent-Disposition: form-data; name=\"%s\"\r\n\r\n%s\r\n"
        .formatted(BOUNDARY, name, value);
  }

  /** What stands before a file's bytes; a line break follows them. */
  public static String fileHead(String name) {
    return ("--%s\r\nContent-Disposition: form-data; name=\"file\"; filename=\"%s\"\r\n"
            + "Content-Type: text/csv\r\n\r\n")
        .formatted(BOUNDARY, name);
  }

  public static String file(String name, String content) {
    return fileHead(name) + content + "\r\n";
  }

  public static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
