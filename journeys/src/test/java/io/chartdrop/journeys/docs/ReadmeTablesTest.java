package io.chartdrop.journeys.docs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import io.chartdrop.local.process.Repository;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The tables of the modules' READMEs name what there is in the code, all of it and no more. */
class ReadmeTablesTest {
  private static final Path ROOT = Repository.root();

  /** A component of a record of properties, on a line of its own, with its default. */
  private static final Pattern COMPONENT =
      Pattern.compile("(?m)^ {4}(?:@DefaultValue\\(\"([^\"]+)\"\\) )?\\w+ (\\w+)[,)]");

  private static final Pattern METER = Pattern.compile("\"chartdrop\\.([a-z.]+[a-z])\"");
  private static final Pattern SERIES = Pattern.compile("chartdrop_([a-z_]+)");
  private static final Pattern OPTION = Pattern.compile("names = \"(--[a-z][a-z0-9-]*)\"");
  private static final Pattern NAMED_OPTION = Pattern.compile("(--[a-z][a-z0-9-]*)");
  private static final Pattern COMMAND = Pattern.compile("@Command\\(\\s*name = \"([a-z]+)\"");

  @ParameterizedTest
  @CsvSource({
    "routes, intake, routes/src/main/java/io/chartdrop/routes/intake/IntakeProperties.java",
    "middletier, api, middletier/src/main/java/io/chartdrop/middletier/ApiProperties.java",
    "frontend, web, frontend/src/main/java/io/chartdrop/frontend/WebProperties.java"
  })
  void settings_areNamedWithTheirDefaults(String service, String prefix, String properties) {
    String yaml = text(service + "/src/main/resources/application.yaml");
    Map<String, String> inReadme = settingsOf(service, prefix);

    Map<String, Optional<String>> inCode = new LinkedHashMap<>();
    String header = text(properties).split("record \\w+Properties\\(", 2)[1].split("\\{", 2)[0];
    for (MatchResult component : COMPONENT.matcher(header).results().toList()) {
      String name = component.group(2).replaceAll("([A-Z])", "-$1").toLowerCase();
      Optional<String> said = inYaml(yaml, prefix, name);
      // that is the variable's own line in the table, which DocumentsTest looks for
      if (said.filter(value -> value.startsWith("${CHARTDROP_")).isEmpty()) {
        inCode.put(name, said.or(() -> Optional.ofNullable(component.group(1))));
      }
    }

    assertThat(inCode).isNotEmpty();
    assertThat(inReadme.keySet()).isEqualTo(inCode.keySet());
    inCode.forEach(
        (name, value) ->
            value
                .filter(text -> !text.contains("${"))
                .ifPresent(text -> assertThat(inReadme.get(name)).as(name).isEqualTo(text)));
  }

  /** What its table says: {@code | `intake.idle-polls`, `intake.idle-factor` | 3, 3 | ... |}. */
  private static Map<String, String> settingsOf(String service, String prefix) {
    Map<String, String> settings = new LinkedHashMap<>();
    for (String[] cells : rows(service + "/README.md")) {
      String[] names = cells[0].split(", ");
      String[] defaults = cells[1].split(", ");
      for (int i = 0; i < names.length; i++) {
        if (names[i].startsWith("`" + prefix + ".")) {
          settings.put(names[i].substring(prefix.length() + 2, names[i].length() - 1), defaults[i]);
        }
      }
    }
    return settings;
  }

  private static Optional<String> inYaml(String yaml, String prefix, String name) {
    return Pattern.compile("(?m)^" + prefix + ":\\n(?: {2}.*\\n)*? {2}" + name + ": (\\S+)")
        .matcher(yaml)
        .results()
        .map(found -> found.group(1))
        .findFirst();
  }

  @ParameterizedTest
  @CsvSource({"routes, true", "middletier, true", "frontend, false"})
  void metrics_areNamed(String service, boolean usesStores) {
    Set<String> measured = found(METER, sources(service));
    if (usesStores) {
      measured.addAll(
          found(METER, text("telemetry/src/main/java/io/chartdrop/telemetry/StoreThrottles.java")));
    }
    Set<String> named =
        SERIES
            .matcher(text(service + "/README.md"))
            .results()
            .map(series -> series.group(1).replaceFirst("(_seconds)?(_total)?$", ""))
            .collect(TreeSet::new, Set::add, Set::addAll);

    assertThat(measured).isNotEmpty();
    assertThat(named)
        .isEqualTo(
            measured.stream()
                .map(name -> name.replace('.', '_'))
                .collect(TreeSet::new, Set::add, Set::addAll));
  }

  @Test
  void optionsOfRun_areNamed() {
    Set<String> named = new TreeSet<>();
    rows("local/launcher/README.md")
        .forEach(
            cells ->
                NAMED_OPTION
                    .matcher(cells[0])
                    .results()
                    .forEach(option -> named.add(option.group(1))));

    assertThat(named)
        .isNotEmpty()
        .isEqualTo(
            found(
                OPTION, text("local/launcher/src/main/java/io/chartdrop/local/launcher/Run.java")));
  }

  @Test
  void commandsOfOps_areNamed_andNoOptionIsInvented() {
    String code = sources("operator");
    String table =
        rows("operator/README.md").stream().map(cells -> cells[0]).collect(joining("\n"));
    Set<String> commands = found(COMMAND, code);
    commands.remove("ops");

    assertThat(commands).contains("drop", "erase", "list");
    assertThat(commands)
        .allSatisfy(
            command -> assertThat(table).containsPattern("`(ops |ops tenants )?" + command));
    assertThat(found(NAMED_OPTION, text("operator/README.md")))
        .allSatisfy(option -> assertThat(code).contains("\"" + option + "\""));
  }

  private static Set<String> found(Pattern pattern, String text) {
    return pattern
        .matcher(text)
        .results()
        .map(match -> match.group(1))
        .collect(TreeSet::new, Set::add, Set::addAll);
  }

  /** The cells of each row of its tables. */
  private static List<String[]> rows(String page) {
    return text(page)
        .lines()
        .filter(line -> line.startsWith("| "))
        .map(line -> line.substring(2).split(" *\\| *"))
        .filter(cells -> cells.length > 1)
        .toList();
  }

  /** All main code of a module. */
  private static String sources(String module) {
    try (Stream<Path> files = Files.walk(ROOT.resolve(module).resolve("src/main/java"))) {
      return files
          .filter(file -> file.toString().endsWith(".java"))
          .map(file -> text(ROOT.relativize(file).toString()))
          .collect(joining("\n"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String text(String file) {
    try {
      return Files.readString(ROOT.resolve(file), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
