package io.chartdrop.journeys.docs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import io.chartdrop.local.process.Repository;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the documents say of the tree is so. */
class DocumentsTest {
  private static final Path ROOT = Repository.root();
  private static final Pattern MODULE = Pattern.compile("<module>([^<]+)</module>");
  private static final Pattern PICTURES_SOURCE = Pattern.compile("<!--SRC=\\[(.*?)]-->");

  private static final Pattern TEST = Pattern.compile("`([A-Z]\\w+(?:IT|Test))`");

  /** What stands where something is still to be written. */
  private static final Pattern PLACEHOLDER = Pattern.compile("\\b(?:LASTSEEN|TODO|TBD|FIXME)\\b");

  private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Z][A-Z0-9_]+)");
  private static final Pattern PORT = Pattern.compile("(?m)^ +port: (\\d+)$");
  private static final Set<String> SOURCES = sources();

  static List<Document> documents() {
    return Document.all();
  }

  @ParameterizedTest
  @MethodSource("documents")
  void links_leadSomewhere(Document document) {
    List<String> broken = new ArrayList<>();
    for (String target : document.targets()) {
      if (!target.matches("[a-z]+:.*") && !leadsSomewhere(document, target)) {
        broken.add(target);
      }
    }
    assertThat(broken).isEmpty();
  }

  private static boolean leadsSomewhere(Document document, String target) {
    String[] parts = target.split("#", 2);
    Path file =
        parts[0].isEmpty() ? document.file() : document.file().resolveSibling(parts[0]).normalize();
    if (!file.startsWith(ROOT) || !Files.exists(file)) {
      return false;
    }
    return parts.length == 1 || Document.of(file).anchors().contains(parts[1]);
  }

  @Test
  void everyModule_isInTheReadme_andHasOneOfItsOwn() throws IOException {
    List<String> modules =
        MODULE
            .matcher(Files.readString(ROOT.resolve("pom.xml")))
            .results()
            .map(found -> found.group(1))
            .toList();

    assertThat(modules).contains("records", "routes");
    assertThat(Document.of(ROOT.resolve("README.md")).targets())
        .containsAll(modules.stream().map(module -> module + "/README.md").toList());
  }

  @Test
  void everyDecision_isInTheIndex_andHasItsThreeParts() throws IOException {
    List<Path> decisions = list(ROOT.resolve("docs/decisions"), ".md");

    assertThat(decisions).isNotEmpty();
    assertThat(Document.of(ROOT.resolve("docs/README.md")).targets())
        .containsAll(decisions.stream().map(d -> "decisions/" + d.getFileName()).toList());
    assertThat(decisions)
        .allSatisfy(
            decision ->
                assertThat(Document.of(decision).anchors())
                    .contains("context", "decision", "consequences"));
  }

  @Test
  void contributing_beginsWithTheReadmesCommands() {
    List<String> ofReadme = Document.of(ROOT.resolve("README.md")).code("sh").toList();

    assertThat(ofReadme).containsExactly("./run", "mvn verify");
    assertThat(Document.of(ROOT.resolve("CONTRIBUTING.md")).code("sh"))
        .startsWith("./run", "mvn verify");
  }

  @Test
  void everyPageWithCommands_isInTheTableOfWhoRunsThem() {
    List<String> pages =
        documents().stream()
            .filter(document -> document.code("sh").findAny().isPresent())
            .map(DocumentsTest::fromDocs)
            .toList();

    assertThat(pages).hasSizeGreaterThan(10);
    assertThat(Document.of(ROOT.resolve("docs/tests.md")).targets()).containsAll(pages);
  }

  /** As a link of a page in docs/ is written. */
  private static String fromDocs(Document document) {
    return ROOT.resolve("docs").relativize(document.file()).toString();
  }

  @ParameterizedTest
  @MethodSource("documents")
  void everyTestThatIsNamed_isThere(Document document) throws IOException {
    Set<String> named =
        TEST.matcher(Files.readString(document.file()))
            .results()
            .map(found -> found.group(1) + ".java")
            .collect(toSet());

    assertThat(SOURCES).containsAll(named);
  }

  @ParameterizedTest
  @MethodSource("documents")
  void nothing_isStillToBeWritten(Document document) throws IOException {
    assertThat(Files.readAllLines(document.file())).filteredOn(PLACEHOLDER.asPredicate()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"routes", "middletier", "frontend"})
  void everyVariableAndPortOfAService_isInItsReadme(String service) throws IOException {
    String readme = Files.readString(ROOT.resolve(service).resolve("README.md"));
    String settings =
        Files.readString(ROOT.resolve(service).resolve("src/main/resources/application.yaml"));
    List<String> names =
        VARIABLE.matcher(settings).results().map(found -> found.group(1)).distinct().toList();
    List<String> ports =
        PORT.matcher(settings).results().map(found -> found.group(1)).distinct().toList();

    assertThat(names).isNotEmpty().allSatisfy(name -> assertThat(readme).contains(name));
    assertThat(ports).isNotEmpty().allSatisfy(port -> assertThat(readme).contains(port));
  }

  static List<Path> pictures() throws IOException {
    return list(ROOT.resolve("docs/diagrams"), ".puml");
  }

  @ParameterizedTest
  @MethodSource("pictures")
  void picture_wasMadeFromItsSource(Path source) throws IOException {
    // docs/diagrams/render makes both anew
    try (Stream<String> lines = Files.lines(source)) {
      String drawn = lines.filter(line -> !line.matches("@(start|end)uml")).collect(joining("\n"));
      String name = source.getFileName().toString().replace(".puml", "");
      for (String picture : List.of(name + ".svg", name + "-dark.svg")) {
        assertThat(sourceOf(source.resolveSibling(picture))).as(picture).isEqualTo(drawn);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("pictures")
  void picture_looksAsTheStyleSays(Path source) throws Exception {
    // docs/diagrams/render writes into each picture the style it was drawn in, as Git names it
    byte[] style = Files.readAllBytes(ROOT.resolve("docs/diagrams/style.iuml"));
    MessageDigest sha1 = MessageDigest.getInstance("SHA-1");
    sha1.update(("blob " + style.length + "\0").getBytes(UTF_8));
    String name = HexFormat.of().formatHex(sha1.digest(style));

    String picture = source.getFileName().toString().replace(".puml", "");
    for (String drawn : List.of(picture + ".svg", picture + "-dark.svg")) {
      assertThat(source.resolveSibling(drawn)).content().contains("<!--style " + name + "-->");
    }
  }

  /**
   * PlantUML keeps it in the picture: deflated, in a base 64 of its own alphabet. It writes "- -"
   * where a comment may not have two.
   */
  private static String sourceOf(Path picture) throws IOException {
    Matcher found = PICTURES_SOURCE.matcher(Files.readString(picture, UTF_8));
    assertThat(found.find()).isTrue();
    StringBuilder base64 = new StringBuilder();
    found.group(1).replace(" ", "").chars().forEach(c -> base64.append(inBase64((char) c)));
    Inflater inflater = new Inflater(true);
    try {
      inflater.setInput(Base64.getDecoder().decode(base64.toString()));
      byte[] text = new byte[100_000];
      return new String(text, 0, inflater.inflate(text), UTF_8);
    } catch (DataFormatException e) {
      throw new IOException(e);
    } finally {
      inflater.end();
    }
  }

  private static char inBase64(char theirs) {
    String alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_";
    String base64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    return base64.charAt(alphabet.indexOf(theirs));
  }

  /** The names of all test classes. */
  private static Set<String> sources() {
    try (Stream<Path> modules = Files.walk(ROOT, 2)) {
      return modules
          .map(module -> module.resolve("src/test/java"))
          .filter(Files::isDirectory)
          .flatMap(DocumentsTest::walk)
          .map(file -> file.getFileName().toString())
          .filter(name -> name.matches("\\w+(IT|Test)\\.java"))
          .collect(toSet());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Stream<Path> walk(Path folder) {
    try {
      return Files.walk(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Path> list(Path folder, String ending) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(ending)).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
