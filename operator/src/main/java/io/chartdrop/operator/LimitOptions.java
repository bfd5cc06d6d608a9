package io.chartdrop.operator;

import io.chartdrop.records.tenant.Limits;
import java.util.Optional;
import picocli.CommandLine.Option;

/** What a clinic's file may be at most; what is not said stays as it is. */
final class LimitOptions {
  @Option(
      names = "--max-file-bytes",
      paramLabel = "N",
      description = "Bytes of a file as it arrives.")
  Optional<Long> fileBytes = Optional.empty();

  @Option(
      names = "--max-expanded-bytes",
      paramLabel = "N",
      description = "Bytes of a file when it is unpacked.")
  Optional<Long> expandedBytes = Optional.empty();

  @Option(names = "--max-row-bytes", paramLabel = "N", description = "Bytes of a row, in UTF-8.")
  Optional<Integer> rowBytes = Optional.empty();

  @Option(names = "--max-columns", paramLabel = "N", description = "Columns of a header.")
  Optional<Integer> columns = Optional.empty();

  /**
   * @throws OpsException if no clinic can have such limits
   */
  Limits over(Limits before) {
    try {
      return new Limits(
          fileBytes.orElse(before.maxFileBytes()),
          expandedBytes.orElse(before.maxExpandedBytes()),
          rowBytes.orElse(before.maxRowBytes()),
          columns.orElse(before.maxColumns()));
    } catch (IllegalArgumentException e) {
      throw OpsException.usage(e.getMessage() + ".");
    }
  }
}
