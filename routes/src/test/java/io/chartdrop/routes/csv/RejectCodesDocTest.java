package io.chartdrop.routes.csv;

import static org.assertj.core.api.Assertions.assertThat;

import io.chartdrop.records.file.FileCode;
import io.chartdrop.records.file.RowCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class RejectCodesDocTest {
  private static final Pattern LISTED =
      Pattern.compile("^\\| `([A-Z_]+)` \\| [^|]+ \\| [^|]+ \\|$", Pattern.MULTILINE);

  @Test
  void everyCode_isListedWithCauseAndCure_andNoOtherIs() throws IOException {
    String page = Files.readString(Path.of("..", "docs", "reject-codes.md"));
    int rows = page.indexOf("## Rows");
    assertThat(listed(page.substring(0, rows))).containsExactlyElementsOf(names(FileCode.values()));
    assertThat(listed(page.substring(rows))).containsExactlyElementsOf(names(RowCode.values()));
  }

  private static List<String> listed(String part) {
    return LISTED.matcher(part).results().map(match -> match.group(1)).toList();
  }

  private static List<String> names(Enum<?>[] codes) {
    return Arrays.stream(codes).map(Enum::name).toList();
  }
}
