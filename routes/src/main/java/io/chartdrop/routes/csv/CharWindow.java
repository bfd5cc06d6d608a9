package io.chartdrop.routes.csv;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;

/**
 * A sliding view of a file's characters. All that was seen since {@link #from} stays, so that a
 * record can be read again from its second line; the view grows only while somebody looks further
 * ahead. Decoding is strict, and a byte order mark is left out.
 */
final class CharWindow implements Closeable {
  private static final int INITIAL_CHARS = 1 << 16;

  private final InputStream in;
  private final CharsetDecoder decoder;
  private final boolean cutInCharacter;
  private final ByteBuffer bytes = ByteBuffer.allocate(1 << 16).limit(0);
  private boolean ended;

  /** The characters; valid from {@link #from} (included) to {@link #limit} (excluded). */
  char[] chars = new char[INITIAL_CHARS];

  int from;
  int limit;

  /**
   * @param cutInCharacter whether an unfinished character at the end is to be left out
   */
  CharWindow(InputStream in, Charset charset, boolean cutInCharacter) throws IOException {
    this.in = in;
    this.cutInCharacter = cutInCharacter;
    this.decoder =
        charset
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    if (at(0) == RejectsFile.BOM) {
      from++;
    }
  }

  /** The character at {@code offset} from {@link #from}, or -1 beyond the end of the file. */
  int at(int offset) throws IOException {
    while (offset >= limit - from) {
      if (!more()) {
        return -1;
      }
    }
    return chars[from + offset];
  }

  /** Forgets the first {@code count} characters, which have been looked at. */
  void advance(int count) {
    from += count;
  }

  /** Forgets {@code count} characters, looked at or not. */
  void skip(long count) throws IOException {
    long left = count;
    while (left > 0 && at(0) >= 0) {
      int step = (int) Math.min(left, limit - from);
      from += step;
      left -= step;
    }
  }

  /** Forgets what is left of the physical line here, however long it is, and its line end. */
  void skipLine() throws IOException {
    for (int c = at(0); c >= 0; c = at(0)) {
      from++;
      if (c == '\n' || c == '\r') {
        if (c == '\r' && at(0) == '\n') {
          from++;
        }
        return;
      }
    }
  }

  /**
   * Looks further ahead; {@link #chars} and {@link #from} may be others afterwards.
   *
   * @return whether there is anything new; false at the end of the file
   * @throws java.nio.charset.CharacterCodingException if the bytes are not of the charset, which
   *     the first pass has ruled out
   */
  boolean more() throws IOException {
    if (chars.length - limit < 2) { // a character may take two
      makeRoom();
    }
    int before = limit;
    while (!ended && limit == before) {
      decode();
    }
    return limit > before;
  }

  private void makeRoom() {
    int kept = limit - from;
    // Moving less than half of the view would be done over and over for a few characters each.
    char[] target = kept > chars.length / 2 ? new char[chars.length * 2] : chars;
    System.arraycopy(chars, from, target, 0, kept);
    chars = target;
    from = 0;
    limit = kept;
  }

  private void decode() throws IOException {
    boolean last = false;
    if (bytes.remaining() < 8) {
      bytes.compact();
      int read = in.read(bytes.array(), bytes.position(), bytes.remaining());
      last = read < 0;
      bytes.position(bytes.position() + Math.max(read, 0)).flip();
    }
    CharBuffer out = CharBuffer.wrap(chars, limit, chars.length - limit);
    CoderResult result = decoder.decode(bytes, out, last);
    limit = out.position();
    if (result.isError() && !(last && cutInCharacter)) {
      result.throwException();
    }
    ended = last && (result.isError() || !bytes.hasRemaining());
  }

  /** A copy of the characters from one offset to another, both looked at. */
  String text(int start, int end) {
    return new String(chars, from + start, end - start);
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
