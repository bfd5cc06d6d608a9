package io.chartdrop.routes.intake;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
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

  /** Beside it the reader of each file has its window, and the service itself its classes. */
  private final ChunkMemory memory = new ChunkMemory(Runtime.getRuntime().maxMemory() * 3 / 8);

  RowStorage(ChunkWriter writer, Spool spool, IntakeMeters meters, IntakeProperties properties) {
    this.writer = writer;
    this.spool = spool;
    this.properties = properties;
    // Where no writer is free the file's own thread writes, so no file waits for another's to end.
    // While we stop, too: the chunk's fence ends it, and dropped it would be waited for for ever.
    ThreadPoolExecutor writers =
        new ThreadPoolExecutor(
            0,
            properties.writers(),
            30,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            new CustomizableThreadFactory("row-writer-"),
            (chunk, full) -> {
              meters.noWriterWasFree();
              chunk.run();
            });
    meters.watch(writers);
    this.threads = writers;
  }

  Storing begin(CheckedFile file) {
    file.attempt().beginStoring();
    return new Storing(
        file,
        new ChunkPipeline(file.attempt(), writer, threads, properties.chunksPerFile(), memory),
        spool.rejectsOf(file.attempt()),
        properties.rejectsLimit().toBytes());
  }

  @Override
  public void destroy() {
    threads.shutdownNow();
  }
}
