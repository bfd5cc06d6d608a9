package io.chartdrop.routes.intake;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;
import org.springframework.stereotype.Component;

/**
 * Takes a checked file through the store, chunk by chunk, with the writers that all files share.
 */
@Component
class RowStorage implements DisposableBean {
  private final ChunkWriter writer;
  private final Spool spool;
  private final IntakeProperties properties;
  private final ExecutorService threads;

  RowStorage(ChunkWriter writer, Spool spool, IntakeProperties properties) {
    this.writer = writer;
    this.spool = spool;
    this.properties = properties;
    // Unbounded in name only: each file has no more than its chunks in flight here.
    this.threads =
        Executors.newFixedThreadPool(
            properties.writers(), new CustomizableThreadFactory("row-writer-"));
  }

  Storing begin(CheckedFile file) {
    return new Storing(
        file,
        new ChunkPipeline(file.attempt(), writer, threads, properties.chunksPerFile()),
        spool.rejectsOf(file.attempt()));
  }

  @Override
  public void destroy() {
    threads.shutdownNow();
  }
}
