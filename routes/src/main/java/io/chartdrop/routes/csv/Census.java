package io.chartdrop.routes.csv;

import io.chartdrop.records.Blank;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;

/**
 * A whole file read once by one charset.
 *
 * @param wide characters beyond ASCII that decoded
 * @param errors places where the bytes are not of the charset
 * @param errorOffset bytes before the first such place
 * @param errorLine physical line of it, from 1
 * @param cut whether the file ends within a character, which is no error here
 * @param blank whether nothing but blanks is in it
 * @param endsLine whether its last character is a line end
 */
record Census(
    long wide,
    long errors,
    long errorOffset,
    long errorLine,
    boolean cut,
    boolean blank,
    boolean endsLine) {

  static Census of(InputStream in, Charset charset) throws IOException {
    Count count = new Count();
    CharsetDecoder decoder =
        charset
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    ByteBuffer bytes = ByteBuffer.allocate(1 << 16);
    CharBuffer chars = CharBuffer.allocate(1 << 16);
    long before = 0;
    for (int read = in.read(bytes.array(), 0, bytes.capacity());
        read >= 0;
        read = in.read(bytes.array(), bytes.position(), bytes.remaining())) {
      bytes.position(bytes.position() + read).flip();
      CoderResult result;
      do {
        result = decoder.decode(bytes, chars, false);
        count.add(chars.flip());
        chars.clear();
        if (result.isError()) {
          count.error(before + bytes.position());
          bytes.position(bytes.position() + result.length());
        }
      } while (!result.isUnderflow());
      before += bytes.position();
      bytes.compact();
    }
    return count.sum(bytes.position() > 0);
  }

  private static final class Count {
    private long wide;
    private long errors;
    private long errorOffset;
    private long errorLine;
    private long lines = 1;
    private boolean blank = true;
    private char last;

    void add(CharBuffer buffer) {
      char[] chars = buffer.array();
      int limit = buffer.limit();
      for (int i = 0; i < limit; i++) {
        char c = chars[i];
        if (c >= 128) {
          wide += Character.isLowSurrogate(c) || c == RejectsFile.BOM ? 0 : 1;
        } else if (c == '\n' || c == '\r') {
          lines += c == '\n' && last == '\r' ? 0 : 1;
        }
        last = c;
      }
      for (int i = 0; blank && i < limit; i++) {
        blank = Blank.is(chars[i]) || chars[i] == RejectsFile.BOM;
      }
    }

    void error(long offset) {
      if (errors++ == 0) {
        errorOffset = offset;
        errorLine = lines;
      }
    }

    Census sum(boolean cut) {
      boolean endsLine = last == '\n' || last == '\r';
      return new Census(
          wide, errors, errorOffset, errorLine, cut, blank && errors == 0 && !cut, endsLine);
    }
  }
}
