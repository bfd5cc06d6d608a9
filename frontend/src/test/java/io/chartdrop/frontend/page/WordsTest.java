package io.chartdrop.frontend.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.chartdrop.frontend.api.FileStatus;
import io.chartdrop.frontend.api.Trouble;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.MessageFormat;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Reads files of the repository, as RejectCodesDocTest does. */
class WordsTest {
  private static final Path TEMPLATES = Path.of("src/main/resources/templates");
  private static final Properties WORDS = words();

  private static Properties words() {
    Properties words = new Properties();
    Path file = Path.of("src/main/resources/messages.properties");
    try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      words.load(reader);
      return words;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> templates() throws IOException {
    try (Stream<Path> files = Files.walk(TEMPLATES)) {
      return files.filter(Files::isRegularFile).map(WordsTest::read).toList();
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void everyKeyInATemplate_hasWords() throws IOException {
    Pattern key = Pattern.compile("#\\{([a-z0-9_.-]+)[({}]");
    Set<String> missing = new TreeSet<>();
    for (String template : templates()) {
      Matcher matcher = key.matcher(template);
      while (matcher.find()) {
        if (!WORDS.containsKey(matcher.group(1))) {
          missing.add(matcher.group(1));
        }
      }
    }
    assertThat(missing).isEmpty();
  }

  /** Named by a template or by code, in whole or, where the rest is a value, by its beginning. */
  @Test
  void everyWord_isUsed() throws IOException {
    Pattern composed =
        Pattern.compile(
            "(status|code|trouble|step|search\\.read-as|search\\.mistake|nav|field)\\..*"
                + "|upload\\..*\\.(title|cure)");
    StringBuilder all = new StringBuilder(String.join("\n", templates()));
    try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
      files.filter(Files::isRegularFile).map(WordsTest::read).forEach(all::append);
    }
    assertThat(WORDS.stringPropertyNames())
        .filteredOn(key -> !composed.matcher(key).matches())
        .allMatch(
            key -> Pattern.compile("[#\"'{]" + Pattern.quote(key) + "[\"'(}]").matcher(all).find());
  }

  @Test
  void templates_haveNoWordsOfTheirOwn() throws IOException {
    for (String template : templates()) {
      String text =
          template
              .replaceAll("(?s)<!--.*?-->", "")
              .replaceAll("(?s)<(\"[^\"]*\"|'[^']*'|[^>\"'])*>", " ")
              .replaceAll(
                  "medical_record_number, first_name, last_name, date_time, doctors_notes", "")
              .replaceAll("Enter|Esc", "");
      assertThat(text).as(template).doesNotContainPattern("[A-Za-z]{2,}");
    }
  }

  @Test
  void everyTroubleAndStatus_hasWords() {
    for (Trouble trouble : Trouble.values()) {
      for (String part : List.of("title", "what", "cure")) {
        assertThat(WORDS).containsKey("trouble." + lower(trouble) + "." + part);
      }
    }
    for (FileStatus status : FileStatus.values()) {
      assertThat(WORDS).containsKey("status." + lower(status));
    }
  }

  @Test
  void everyCodeThatIsPromised_hasWords() throws IOException {
    Matcher code =
        Pattern.compile("(?m)^\\| `([A-Z_]+)` \\|")
            .matcher(Files.readString(Path.of("../docs/reject-codes.md")));
    int count = 0;
    while (code.find()) {
      assertThat(WORDS)
          .containsKeys("code." + code.group(1) + ".title", "code." + code.group(1) + ".cure");
      count++;
    }
    assertThat(count).isGreaterThan(10);
  }

  @Test
  void words_areMessageFormats() {
    WORDS.forEach(
        (key, words) ->
            assertThat(new MessageFormat((String) words, Locale.US).format(new Object[5]))
                .as((String) key)
                .isNotBlank());
  }

  private static String lower(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
