package io.chartdrop.middletier.files;

import io.chartdrop.middletier.call.ApiRequest;
import io.chartdrop.middletier.contract.Problem;
import io.chartdrop.middletier.contract.ProblemType;
import io.chartdrop.middletier.contract.RefusedException;
import java.io.IOException;
import java.io.InputStream;
import java.util.OptionalLong;

/** The bytes of an upload, part by part, and whether they are what was announced. */
final class UploadBody {
  private static final int ZIP = 0x504b;
  private static final int GZIP = 0x1f8b;
  private static final long MOST_DISCARDED = 16 << 20;
  private static final int DISCARDED_AT_ONCE = 64 << 10;

  private final ApiRequest.Body body;
  private final OptionalLong announced;
  private final long most;
  private final boolean gzip;
  private InputStream in = InputStream.nullInputStream();
  private long read;

  /**
   * @param announced the Content-Length
   * @param most bytes that the tenant may send
   */
  UploadBody(ApiRequest.Body body, OptionalLong announced, long most, boolean gzip) {
    this.body = body;
    this.announced = announced;
    this.most = most;
    this.gzip = gzip;
  }

  /**
   * The next bytes: as many as asked for, fewer only at the end.
   *
   * @throws RefusedException if the body breaks off, is too large, or is not of its type
   */
  byte[] next(int bytes) {
    byte[] part;
    boolean isFirst = read == 0;
    try {
      if (isFirst) {
        in = body.open();
        if (announced.isPresent() && announced.getAsLong() > most) {
          throw tooLarge();
        }
      }
      part = in.readNBytes(bytes);
      if (read + part.length > most) {
        throw tooLarge();
      }
    } catch (IOException e) {
      throw brokenOff();
    }
    read += part.length;
    if (part.length < bytes && announced.isPresent() && read < announced.getAsLong()) {
      throw brokenOff();
    }
    if (isFirst) {
      checkBeginning(part);
    }
    return part;
  }

  private void checkBeginning(byte[] part) {
    if (part.length == 0) {
      throw new RefusedException(
          Problem.of(ProblemType.SHORT_BODY, "The body is empty: send the file's bytes as body."));
    }
    int magic = part.length < 2 ? 0 : (part[0] & 0xff) << 8 | (part[1] & 0xff);
    if (gzip != (magic == GZIP) || magic == ZIP) {
      throw new RefusedException(
          Problem.of(
              ProblemType.UNSUPPORTED_TYPE,
              gzip
                  ? "The body is not compressed with gzip: send it as text/csv, or compress it."
                  : "The body is a compressed or Office file: save it as CSV, or send .csv.gz as"
                      + " application/gzip."));
    }
  }

  private static RefusedException brokenOff() {
    return new RefusedException(
        Problem.of(
            ProblemType.SHORT_BODY,
            "The upload broke off before its end, and nothing of it was kept: send it again."));
  }

  /**
   * Reads on for a while: Tomcat hangs up after a 413, and who is still sending would not see it.
   */
  private RefusedException tooLarge() throws IOException {
    long left = MOST_DISCARDED;
    long skipped = 1;
    while (left > 0 && skipped > 0) {
      skipped = in.readNBytes((int) Math.min(left, DISCARDED_AT_ONCE)).length;
      left -= skipped;
    }
    return new RefusedException(
        Problem.of(
            ProblemType.TOO_LARGE,
            "The file is larger than the clinic's limit of "
                + most
                + " bytes: split it, or ask the operator for a higher limit."));
  }
}
