package io.chartdrop.frontend.files;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.springframework.http.ContentDisposition;

/** Names of files that people save. */
final class Downloads {
  private static final String REJECTS = "-rejects.csv";

  private Downloads() {}

  /** {@code march/daily.csv.gz} becomes {@code daily-rejects.csv}. */
  static String rejectsName(String fileName) {
    String name = fileName.substring(fileName.lastIndexOf('/') + 1);
    String lower = name.toLowerCase(Locale.ROOT);
    int cut = lower.length();
    if (lower.endsWith(".csv.gz")) {
      cut -= ".csv.gz".length();
    } else if (lower.endsWith(".csv")) {
      cut -= ".csv".length();
    }
    return name.substring(0, cut) + REJECTS;
  }

  static String attachment(String name) {
    return ContentDisposition.attachment()
        .filename(name, StandardCharsets.UTF_8)
        .build()
        .toString();
  }
}
