package io.chartdrop.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import io.chartdrop.local.process.Repository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** {@code ./run} and {@code ./ops} by themselves: the scripts, not only what they start. */
@Tag("deeper")
class RunIT {

  @Test
  void onceOnKeptData_showsEverySample_andTheNextRunHasThem() throws Exception {
    // ./run --once --data DIR exits 0 · ./run --data DIR, a second time, sends nothing and has all
    Path home = Product.directory("run");
    String[] options = {"--data", home.resolve("data").toString(), "--prefix", Product.prefix()};

    Finished once =
        Product.launchedOnce(
            new Checkout(),
            home,
            Stream.concat(Stream.of("--once"), Stream.of(options)).toArray(String[]::new));

    assertThat(once.status()).as(once.toString()).isZero();
    List<String> samples = samples();
    assertThat(samples).isNotEmpty().allSatisfy(sample -> assertThat(once.out()).contains(sample));
    assertThat(once.out())
        .contains("All went as it should", "DUPLICATE", "REJECTED", "COMPLETED_WITH_REJECTS");
    assertThat(home.resolve(".chartdrop/env")).doesNotExist();

    try (Product again = Product.launched(home, options)) {
      assertThat(home.resolve("run.log")).content().contains("they are not sent again");
      List<LedgerRow> ledger =
          Stream.of(again.riverside(), again.lakeside())
              .flatMap(clinic -> clinic.ledger().stream())
              .toList();
      assertThat(ledger)
          .extracting(LedgerRow::name)
          .containsExactlyInAnyOrderElementsOf(
              samples.stream().map(sample -> sample.substring(sample.indexOf('/') + 1)).toList());
      assertThat(again.riverside().counts())
          .isPositive()
          .isEqualTo(again.riverside().ledger().stream().mapToLong(LedgerRow::added).sum());
      again.requireBalancedLedger();
    }
  }

  @Test
  void ops_sayWhatTheyDo_andEndWithTheirOwnStatus() {
    // ./ops --help · a command that there is not, in letters that the shell's locale does not know
    Checkout checkout = new Checkout();

    assertThat(checkout.types("ops", List.of("--help")).succeeds().out())
        .contains("drop", "find", "erase");
    Finished mistyped = checkout.types("ops", List.of("dörp"));
    assertThat(mistyped.status()).as(mistyped.toString()).isEqualTo(2);
    assertThat(mistyped.toString()).contains("dörp");
  }

  /** As the table names them: clinic/file. */
  private static List<String> samples() throws IOException {
    Path directory = Repository.root().resolve("local/samples");
    try (Stream<Path> files = Files.walk(directory)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> directory.relativize(file).toString())
          .filter(file -> file.contains("/"))
          .toList();
    }
  }
}
