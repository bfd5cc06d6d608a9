package io.chartdrop.routes.intake;

import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Knows that the process was asked to stop. The event comes before Camel waits for the files in
 * flight, so they notice, go back to the inbox, and the wait is short.
 */
@Component
class Shutdown {
  private volatile boolean begun;

  @EventListener(ContextClosedEvent.class)
  void begin() {
    begun = true;
  }

  /**
   * @throws StoppingException once the process was asked to stop
   */
  void check() {
    if (begun) {
      throw new StoppingException();
    }
  }
}
