package io.chartdrop.frontend.records;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which words of a text are not in the version before it, or not in the one after it. */
final class TextDiff {
  private static final Pattern WORD =
      Pattern.compile("\\s+|[\\p{L}\\p{N}\\p{M}]+|[^\\s\\p{L}\\p{N}\\p{M}]");

  /** Texts further apart than this many words are another text, and comparing them takes long. */
  private static final int MOST_EDITS = 400;

  private TextDiff() {}

  /**
   * @param added not in the version before
   * @param removed not in the version after
   */
  record Piece(String text, boolean added, boolean removed) {
    public boolean isMarked() {
      return added || removed;
    }
  }

  /**
   * @param texts as they followed each other
   * @return for each text its pieces; an empty text has none
   */
  static List<List<Piece>> ofVersions(List<String> texts) {
    List<List<String>> words = texts.stream().map(TextDiff::words).toList();
    List<BitSet> added = words.stream().map(w -> new BitSet()).toList();
    List<BitSet> removed = words.stream().map(w -> new BitSet()).toList();
    for (int i = 1; i < words.size(); i++) {
      mark(words.get(i - 1), words.get(i), removed.get(i - 1), added.get(i));
    }
    List<List<Piece>> result = new ArrayList<>();
    for (int i = 0; i < words.size(); i++) {
      result.add(pieces(words.get(i), added.get(i), removed.get(i)));
    }
    return result;
  }

  private static List<String> words(String text) {
    List<String> words = new ArrayList<>();
    Matcher matcher = WORD.matcher(text);
    while (matcher.find()) {
      words.add(matcher.group());
    }
    return words;
  }

  private static List<Piece> pieces(List<String> words, BitSet added, BitSet removed) {
    List<Piece> pieces = new ArrayList<>();
    int start = 0;
    for (int i = 1; i <= words.size(); i++) {
      if (i == words.size()
          || added.get(i) != added.get(start)
          || removed.get(i) != removed.get(start)) {
        pieces.add(
            new Piece(
                String.join("", words.subList(start, i)), added.get(start), removed.get(start)));
        start = i;
      }
    }
    return pieces;
  }

  /** Marks the words that the two do not have in common, in the fewest edits (Myers). */
  private static void mark(List<String> before, List<String> after, BitSet removed, BitSet added) {
    int start = 0;
    int shorter = Math.min(before.size(), after.size());
    while (start < shorter && before.get(start).equals(after.get(start))) {
      start++;
    }
    int same = 0;
    while (same < shorter - start
        && before.get(before.size() - 1 - same).equals(after.get(after.size() - 1 - same))) {
      same++;
    }
    List<String> from = before.subList(start, before.size() - same);
    List<String> to = after.subList(start, after.size() - same);
    List<int[]> furthest = forward(from, to);
    if (furthest.isEmpty()) {
      removed.set(start, start + from.size());
      added.set(start, start + to.size());
    } else {
      backward(from, to, furthest, start, removed, added);
    }
  }

  /**
   * How far one gets on each diagonal with 0, 1, 2, ... edits, until the end of both is reached.
   *
   * @return nothing where that takes more edits than are tried
   */
  private static List<int[]> forward(List<String> from, List<String> to) {
    int most = Math.min(MOST_EDITS, from.size() + to.size());
    int[] reach = new int[2 * most + 3];
    List<int[]> all = new ArrayList<>();
    for (int edits = 0; edits <= most; edits++) {
      all.add(Arrays.copyOf(reach, reach.length));
      for (int k = -edits; k <= edits; k += 2) {
        int x =
            goesDown(reach, k, edits, most) ? reach[at(k + 1, most)] : reach[at(k - 1, most)] + 1;
        int y = x - k;
        while (x < from.size() && y < to.size() && from.get(x).equals(to.get(y))) {
          x++;
          y++;
        }
        reach[at(k, most)] = x;
        if (x >= from.size() && y >= to.size()) {
          return all;
        }
      }
    }
    return List.of();
  }

  private static void backward(
      List<String> from,
      List<String> to,
      List<int[]> furthest,
      int offset,
      BitSet removed,
      BitSet added) {
    int most = (furthest.get(0).length - 3) / 2;
    int x = from.size();
    int y = to.size();
    for (int edits = furthest.size() - 1; edits > 0; edits--) {
      int[] reach = furthest.get(edits);
      int k = x - y;
      boolean down = goesDown(reach, k, edits, most);
      int before = down ? k + 1 : k - 1;
      int fromX = reach[at(before, most)];
      int fromY = fromX - before;
      if (down) {
        added.set(offset + fromY);
      } else {
        removed.set(offset + fromX);
      }
      x = fromX;
      y = fromY;
    }
  }

  private static boolean goesDown(int[] reach, int k, int edits, int most) {
    return k == -edits || (k != edits && reach[at(k - 1, most)] < reach[at(k + 1, most)]);
  }

  private static int at(int diagonal, int most) {
    return diagonal + most + 1;
  }
}
