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
import java.util.List;
import java.util.Map;

/** A file on its way through the store. Not for several threads. */
final class Storing {
  private final CheckedFile file;
  private final ChunkPipeline pipeline;
  private final Path rejects;
  private final Map<RowCode, Long> rejectedByCode = new EnumMap<>(RowCode.class);

  /**
   * @param rejects the file that the caller appends the returned lines to
   */
  Storing(CheckedFile file, ChunkPipeline pipeline, Path rejects) {
    this.file = file;
    this.pipeline = pipeline;
    this.rejects = rejects;
  }

  /**
   * Begins to store a chunk.
   *
   * @return lines for the rejects file, cell by cell, from the chunks that are finished by now
   */
  List<List<String>> add(Chunk chunk) throws Exception {
    return settle(pipeline.add(chunk));
  }

  /** Waits for the chunks still in flight, and returns the rest of the rejects file. */
  List<List<String>> drain() throws Exception {
    return settle(pipeline.drain());
  }

  private List<List<String>> settle(List<StoredChunk> finished) throws IOException {
    List<List<String>> lines = new ArrayList<>();
    for (StoredChunk chunk : finished) {
      for (Row.Rejected row : chunk.rejected()) {
        if (rejectedByCode.isEmpty() && lines.isEmpty()) {
          Files.writeString(rejects, String.valueOf(RejectsFile.BOM));
          lines.add(RejectsFile.header(file.layout()));
        }
        lines.add(RejectsFile.cells(row));
      }
      chunk.rejected().forEach(row -> rejectedByCode.merge(row.code(), 1L, Long::sum));
      file.attempt().add(chunk.counts());
    }
    return lines;
  }

  Attempt attempt() {
    return file.attempt();
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
    return new Ending(
        attempt,
        Closing.completed(
            attempt.rows(), attempt.sha256().orElseThrow(), attempt.content(), notices),
        Map.copyOf(rejectedByCode));
  }
}
