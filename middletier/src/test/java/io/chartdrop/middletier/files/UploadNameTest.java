package io.chartdrop.middletier.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.chartdrop.middletier.contract.RefusedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UploadNameTest {
  @ParameterizedTest
  @CsvSource({
    "daily.csv, daily.csv",
    "Daily 2.CSV, Daily 2.CSV",
    "/etc/daily.csv, daily.csv",
    "C:\\exports\\daily.csv, daily.csv",
    "../../daily.csv.gz, daily.csv.gz",
    "..daily.csv, daily.csv",
    ". .daily.csv, daily.csv"
  })
  void name_losesFoldersAndLeadingDots(String given, String kept) {
    assertThat(UploadName.clean(given)).isEqualTo(kept);
  }

  @Test
  void name_isComposed_andWithoutWhatNobodySees() {
    // an e and its accent apart · a mark that turns the direction of writing round
    assertThat(UploadName.clean("Cafe\u0301\u202Egsc.csv")).isEqualTo("Café" + "gsc.csv");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/.csv", "....csv", "x/ .csv", "\u202E.csv.gz", ".csv"})
  void nameWithNothingBeforeItsEnding_isRefused(String name) {
    assertThatThrownBy(() -> UploadName.clean(name)).isInstanceOf(RefusedException.class);
  }

  @Test
  void nameBeyondWhatAKeyHolds_isRefused() {
    // 200 characters, as the contract allows, of four bytes each, some of which NFC takes apart
    assertThat(UploadName.clean("\uD83D\uDE42".repeat(196) + ".csv")).endsWith(".csv");
    assertThatThrownBy(() -> UploadName.clean("\uD834\uDD60".repeat(196) + ".csv"))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("shorten it");
  }
}
