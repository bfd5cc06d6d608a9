package io.chartdrop.frontend.records;

import com.github.difflib.DiffUtils;
import com.github.difflib.algorithm.DiffAlgorithmListener;
import com.github.difflib.patch.AbstractDelta;
import com.github.difflib.patch.Chunk;
import java.util.ArrayList;
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

  /** Marks the words that the two do not have in common. */
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
    try {
      for (AbstractDelta<String> delta : DiffUtils.diff(from, to, new Bound()).getDeltas()) {
        mark(removed, start, delta.getSource());
        mark(added, start, delta.getTarget());
      }
    } catch (TooFarApart e) {
      removed.set(start, start + from.size());
      added.set(start, start + to.size());
    }
  }

  private static void mark(BitSet words, int start, Chunk<String> chunk) {
    words.set(start + chunk.getPosition(), start + chunk.getPosition() + chunk.size());
  }

  /** Ends a comparison that gets long: its cost grows with the square of the edits. */
  private static final class Bound implements DiffAlgorithmListener {
    @Override
    public void diffStart() {}

    /**
     * @param edits that have been tried without reaching the end of both
     */
    @Override
    public void diffStep(int edits, int most) {
      if (edits > MOST_EDITS) {
        throw new TooFarApart();
      }
    }

    @Override
    public void diffEnd() {}
  }

  private static final class TooFarApart extends RuntimeException {
    private static final long serialVersionUID = 1;

    TooFarApart() {
      super("More than " + MOST_EDITS + " edits", null, false, false);
    }
  }
}
