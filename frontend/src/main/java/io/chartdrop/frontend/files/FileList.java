package io.chartdrop.frontend.files;

import io.chartdrop.frontend.api.FileEntry;
import io.chartdrop.frontend.api.FilePage;
import io.chartdrop.frontend.page.Fingerprint;
import java.util.List;
import java.util.Optional;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * Files as a table that keeps itself up to date.
 *
 * @param path of the page that shows it, with its own parameters
 * @param next where the next page of the API begins
 */
public record FileList(String path, List<FileEntry> items, Optional<String> next) {
  private static final int QUICK = 2;
  private static final int SLOW = 5;

  public static FileList of(String path, FilePage page) {
    return new FileList(path, page.items(), page.next());
  }

  /** A file that is there anew or has another status is worth saying; its counts are not. */
  public Fingerprint fingerprint() {
    return Fingerprint.of(
        items.stream().map(file -> file.fileId() + file.status()).toList(), items);
  }

  public boolean isBusy() {
    return items.stream().anyMatch(file -> !file.status().isFinal());
  }

  /** Seconds between two looks. */
  public int pause() {
    return isBusy() ? QUICK : SLOW;
  }

  /** Where the script looks whether something has changed. */
  public String livePath() {
    return UriComponentsBuilder.fromUriString(path).queryParam("seen", fingerprint()).toUriString();
  }
}
