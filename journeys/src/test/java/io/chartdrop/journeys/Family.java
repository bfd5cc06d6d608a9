package io.chartdrop.journeys;

import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * A family that no other test knows, and its visits in files. Its name is no beginning of
 * another's.
 *
 * @param once eight hexadecimal digits
 */
record Family(String once) {
  static Family unknown() {
    return new Family(UUID.randomUUID().toString().substring(0, 8));
  }

  /** In letters, for a digit in a search box stands for a medical record number. */
  String name() {
    return "Reed"
        + once.chars()
            .mapToObj(digit -> String.valueOf((char) ('a' + Character.digit(digit, 16))))
            .collect(Collectors.joining());
  }

  String mrn(int patient) {
    return "N" + once + patient;
  }

  /** Three visits. */
  List<List<String>> morning() {
    return List.of(
        Csv.HEADER,
        List.of(mrn(1), "Ana", name() + "a", "2026-03-01 09:30", "Left knee pain.\nRest, ice."),
        List.of(mrn(2), "Bo", name() + "a", "2026-03-02 10:00", "Cough since Monday."),
        List.of(mrn(3), "Ana", name() + "b", "2026-03-03 11:00", "Knee is better."));
  }

  /** The first patient's visit again, its note corrected. */
  List<List<String>> evening() {
    return List.of(
        Csv.HEADER,
        List.of(mrn(1), "Ana", name() + "a", "2026-03-01 09:30", "Right knee pain.\nRest, ice."));
  }
}
