package io.chartdrop.frontend.records;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import io.chartdrop.frontend.records.TextDiff.Piece;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TextDiffTest {
  /** {@code +added+}, {@code -removed-}, {@code *both*}. */
  private static String shown(List<Piece> pieces) {
    return pieces.stream()
        .map(
            piece -> {
              String mark =
                  piece.added() && piece.removed()
                      ? "*"
                      : piece.added() ? "+" : piece.removed() ? "-" : "";
              return mark + piece.text() + mark;
            })
        .collect(joining());
  }

  private static List<String> compared(String... texts) {
    return TextDiff.ofVersions(List.of(texts)).stream().map(TextDiffTest::shown).toList();
  }

  @Test
  void changedWord_isMarkedInBoth() {
    assertThat(compared("Left knee pain.", "Right knee pain."))
        .containsExactly("-Left- knee pain.", "+Right+ knee pain.");
  }

  @Test
  void addedWords_areMarkedInTheLater() {
    assertThat(compared("Seen today.", "Seen today. Call back Friday."))
        .containsExactly("Seen today.", "Seen today.+ Call back Friday.+");
  }

  @Test
  void sameTexts_haveNoMarks_andBlankOnesNoPieces() {
    assertThat(compared("same", "same")).containsExactly("same", "same");
    assertThat(compared("", "new")).containsExactly("", "+new+");
    assertThat(TextDiff.ofVersions(List.of("")).get(0)).isEmpty();
  }

  @Test
  void middleVersion_isComparedWithBothNeighbours() {
    assertThat(compared("a b c", "a x c", "a y c"))
        .containsExactly("a -b- c", "a *x* c", "a +y+ c");
  }

  @Test
  void whatIsLeftUnmarked_isTheSameInBoth() {
    Random random = new Random(7);
    for (int i = 0; i < 500; i++) {
      String before = words(random);
      String after = words(random);
      List<List<Piece>> both = TextDiff.ofVersions(List.of(before, after));
      assertThat(text(both.get(0), false)).isEqualTo(before);
      assertThat(text(both.get(1), false)).isEqualTo(after);
      assertThat(text(both.get(0), true)).isEqualTo(text(both.get(1), true));
    }
  }

  private static String words(Random random) {
    return IntStream.range(0, random.nextInt(30))
        .mapToObj(n -> List.of("a", "b", "c", "é", "\n").get(random.nextInt(5)))
        .collect(joining(" "));
  }

  private static String text(List<Piece> pieces, boolean unmarkedOnly) {
    return pieces.stream()
        .filter(piece -> !unmarkedOnly || !piece.isMarked())
        .map(Piece::text)
        .collect(joining());
  }

  @Test
  void twoLongTextsWithNothingInCommon_areMarkedWhole() {
    String before = IntStream.range(0, 60_000).mapToObj(n -> "a" + n).collect(joining(" "));
    String after = IntStream.range(0, 60_000).mapToObj(n -> "b" + n).collect(joining("\n"));
    List<List<Piece>> both = TextDiff.ofVersions(List.of(before, after));
    assertThat(both.get(0)).containsExactly(new Piece(before, false, true));
    assertThat(both.get(1)).containsExactly(new Piece(after, true, false));
  }
}
