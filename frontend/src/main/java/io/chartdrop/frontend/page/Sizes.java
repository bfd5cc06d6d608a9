package io.chartdrop.frontend.page;

import java.util.List;
import java.util.Locale;
import org.springframework.stereotype.Component;

/** Bytes for people; templates call it {@code @sizes}. */
@Component("sizes")
public class Sizes {
  private static final List<String> UNITS = List.of("bytes", "KB", "MB", "GB");
  private static final int STEP_OF_LIMITS = 1024;

  /** As whoever set it wrote it: 5 GB, although it is 5.4 GB as files are told. */
  public String limit(long bytes) {
    long size = bytes;
    int unit = 0;
    while (size >= STEP_OF_LIMITS && size % STEP_OF_LIMITS == 0 && unit < UNITS.size() - 1) {
      size /= STEP_OF_LIMITS;
      unit++;
    }
    return unit == 0 ? of(bytes) : size + " " + UNITS.get(unit);
  }

  /** Such as 20.5 KB. */
  public String of(long bytes) {
    double size = bytes;
    int unit = 0;
    while (size >= 1000 && unit < UNITS.size() - 1) {
      size /= 1000;
      unit++;
    }
    boolean whole = unit == 0 || size >= 100;
    return String.format(Locale.US, whole ? "%.0f %s" : "%.1f %s", size, UNITS.get(unit));
  }
}
