package io.chartdrop.local.launcher;

import com.fasterxml.jackson.databind.JsonNode;
import io.chartdrop.local.launcher.Samples.LookUp;
import io.chartdrop.local.launcher.Samples.Step;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Two clinics move in, send their files and look up a record. */
final class Demo {
  private static final List<String> RIVERSIDE =
      List.of(
          "tenants",
          "add",
          "riverside",
          "--name",
          "Riverside Family Clinic",
          "--time-zone",
          "America/New_York",
          "--date-order",
          "MDY");

  /** Its hospital system has headers of its own, and one column that changes every day. */
  private static final List<String> LAKESIDE =
      List.of(
          "tenants",
          "add",
          "lakeside",
          "--name",
          "Lakeside Medical Group",
          "--time-zone",
          "America/Los_Angeles",
          "--date-order",
          "MDY",
          "--alias",
          "MRN=medical_record_number",
          "--alias",
          "Patient Last=last_name",
          "--alias",
          "Patient First=first_name",
          "--alias",
          "Visit Date=date_time",
          "--alias",
          "Provider Note=doctors_notes",
          "--alias",
          "Exported At=-");

  private final Path directory;
  private final Screen screen;
  private final Operator operator;
  private final Optional<Path> marker;

  /**
   * @param marker a file that says, beside kept data, that the samples are in it
   */
  Demo(Path root, Screen screen, Operator operator, Optional<Path> marker) {
    this.directory = root.resolve("local/samples");
    this.screen = screen;
    this.operator = operator;
    this.marker = marker;
  }

  /** Returns whether every sample ended as it should; without samples nothing can go wrong. */
  boolean show(boolean withSamples) throws IOException {
    operator.quietly(RIVERSIDE);
    operator.quietly(LAKESIDE);
    if (!withSamples) {
      return true;
    }
    if (marker.isPresent() && Files.exists(marker.get())) {
      screen.line("The samples are in the kept data: they are not sent again.");
      return true;
    }
    Samples samples = Samples.read(directory);
    Report report = new Report(screen);
    samples.steps().forEach(step -> drop(step, report));
    report.print();
    lookUp(samples.lookUp());
    if (marker.isPresent()) {
      Files.writeString(marker.get(), "");
    }
    return report.allAsExpected();
  }

  private void drop(Step step, Report report) {
    screen.heading(step.title());
    List<Path> files = new ArrayList<>();
    step.files()
        .forEach(sample -> files.add(directory.resolve(step.tenant()).resolve(sample.file())));
    JsonNode outcomes = operator.drop(step.tenant(), files);
    for (int i = 0; i < files.size(); i++) {
      report.add(step.tenant(), step.files().get(i), outcomes.path(i));
    }
  }

  private void lookUp(LookUp wanted) {
    List<String> command = new ArrayList<>(List.of("find", wanted.tenant()));
    command.addAll(wanted.arguments());
    screen.heading("./ops " + String.join(" ", command));
    operator.show(command);
  }
}
