package io.chartdrop.routes.intake;

import io.chartdrop.records.file.Closing;
import io.chartdrop.records.file.RowCode;
import io.chartdrop.routes.csv.RejectsFile;
import io.chartdrop.routes.csv.Row;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A file on its way through the store. Not for several threads. */
final class Storing implements AutoCloseable {
  private final CheckedFile file;
  private final ChunkPipeline pipeline;
  private final Path rejects;
  private final long maxRejectsBytes;
  private final Map<RowCode, Long> rejectedByCode = new EnumMap<>(RowCode.class);
  private long unlisted;

  /**
   * @param rejects the file that the caller appends the returned lines to
   * @param maxRejectsBytes no line is returned once it is larger
   */
  Storing(CheckedFile file, ChunkPipeline pipeline, Path rejects, long maxRejectsBytes) {
    this.file = file;
    this.pipeline = pipeline;
    this.rejects = rejects;
    this.maxRejectsBytes = maxRejectsBytes;
  }

  /**
   * Begins to store a chunk.
   *
   * @return lines for the rejects file, each its cells by their places, from the chunks that are
   *     finished by now
   */
  List<Map<Integer, String>> add(Chunk chunk) throws Exception {
    return settle(pipeline.add(chunk));
  }

  /** Waits for the chunks still in flight, and returns the rest of the rejects file. */
  List<Map<Integer, String>> drain() throws Exception {
    return settle(pipeline.drain());
  }

  private List<Map<Integer, String>> settle(List<StoredChunk> finished) throws IOException {
    List<Map<Integer, String>> lines = new ArrayList<>();
    boolean full = Files.exists(rejects) && Files.size(rejects) > maxRejectsBytes;
    for (StoredChunk chunk : finished) {
      for (Row.Rejected row : chunk.rejected()) {
        if (rejectedByCode.isEmpty() && lines.isEmpty()) {
          Files.writeString(rejects, String.valueOf(RejectsFile.BOM));
          lines.add(line(RejectsFile.header(file.layout())));
        }
        if (full) {
          unlisted++;
        } else {
          lines.add(line(RejectsFile.cells(row)));
        }
      }
      chunk.rejected().forEach(row -> rejectedByCode.merge(row.code(), 1L, Long::sum));
      file.attempt().add(chunk.counts());
    }
    return lines;
  }

  /**
   * A map: of a list camel-csv first asks all its converters, row by row, which takes far longer.
   */
  private static Map<Integer, String> line(List<String> cells) {
    Map<Integer, String> line = new LinkedHashMap<>();
    cells.forEach(cell -> line.put(line.size(), cell));
    return line;
  }

  Attempt attempt() {
    return file.attempt();
  }

  /** Harmless once it is drained. */
  @Override
  public void close() {
    pipeline.close();
  }

  /**
   * How the file ends, once it is drained.
   *
   * @param chunks where its rows came from, read to the end
   */
  Ending ending(Chunks chunks) {
    Attempt attempt = file.attempt();
    List<String> notices = new ArrayList<>(file.notices());
    notices.addAll(chunks.notices());
    if (unlisted > 0) {
      notices.add(
          "The rejects file would be too large: it has only the first rejected rows, and the last "
              + unlisted
              + " are not in it. Mend the original file and upload that.");
    }
    return new Ending(
        attempt,
        Closing.completed(
            attempt.rows(), attempt.sha256().orElseThrow(), attempt.content(), notices),
        Map.copyOf(rejectedByCode));
  }
}
