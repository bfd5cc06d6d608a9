package io.chartdrop.operator;

import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.chartdrop.records.file.StoredObject;
import io.chartdrop.records.tenant.Tenant;
import io.chartdrop.records.tenant.TenantId;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * Looks for a medical record number in a clinic's kept files, byte by byte and in each charset that
 * they may be in. It may name a file too many, where the number is part of another; never one too
 * few that can be read.
 */
final class PatientSearch {
  private static final int BUFFER = 1 << 16;
  private static final int NOT_FOUND = 404;

  private final Objects objects;
  private final Set<Charset> charsets = new LinkedHashSet<>(List.of(UTF_8, UTF_16LE, UTF_16BE));

  PatientSearch(Objects objects, Optional<Tenant> tenant) {
    this.objects = objects;
    tenant.ifPresent(clinic -> charsets.add(clinic.charset()));
  }

  /**
   * @param known where the ledger says that the patient's rows came from; of these, whatever is
   *     there still holds them, also where the number is written in a way that is not looked for
   */
  List<StoredObject> holding(
      TenantId tenant, String number, Set<StoredObject> known, Terminal terminal) {
    List<byte[]> patterns = patterns(number);
    Set<StoredObject> found = new LinkedHashSet<>();
    for (Objects.Kept kept : objects.kept(tenant)) {
      if (known.contains(kept.object())) {
        found.add(kept.object());
        continue;
      }
      try (InputStream content = content(kept)) {
        if (holds(content, patterns)) {
          found.add(kept.object());
        }
      } catch (S3Exception e) {
        if (e.statusCode() != NOT_FOUND) {
          throw e;
        }
        // its time has come since the listing: it holds nobody's rows any more
      } catch (IOException e) {
        terminal.note("Not looked into, for it cannot be read: " + OutcomeText.uri(kept.object()));
      }
    }
    return List.copyOf(found);
  }

  private InputStream content(Objects.Kept kept) throws IOException {
    InputStream raw = objects.open(kept);
    return kept.object().key().toLowerCase(Locale.ROOT).endsWith(".gz")
        ? new GZIPInputStream(raw, BUFFER)
        : new BufferedInputStream(raw, BUFFER);
  }

  /** As a cell has it without quotation marks around it, and within, where each is doubled. */
  private List<byte[]> patterns(String number) {
    return Stream.of(number, number.replace("\"", "\"\""))
        .distinct()
        .flatMap(spelling -> charsets.stream().map(spelling::getBytes))
        .toList();
  }

  /** Windows overlap by a pattern less a byte, so that none lies across two unseen. */
  private static boolean holds(InputStream content, List<byte[]> patterns) throws IOException {
    int longest = patterns.stream().mapToInt(pattern -> pattern.length).max().orElse(1);
    byte[] window = new byte[BUFFER + longest];
    int kept = 0;
    while (true) {
      int read = content.readNBytes(window, kept, BUFFER);
      int end = kept + read;
      for (byte[] pattern : patterns) {
        if (indexOf(window, end, pattern) >= 0) {
          return true;
        }
      }
      if (read < BUFFER) {
        return false;
      }
      kept = Math.min(longest - 1, end);
      System.arraycopy(window, end - kept, window, 0, kept);
    }
  }

  private static int indexOf(byte[] window, int end, byte[] pattern) {
    for (int start = 0; start <= end - pattern.length; start++) {
      int matched = 0;
      while (matched < pattern.length && window[start + matched] == pattern[matched]) {
        matched++;
      }
      if (matched == pattern.length) {
        return start;
      }
    }
    return -1;
  }
}
