package io.chartdrop.routes.intake;

import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.apache.camel.ServiceStatus;
import org.apache.camel.StartupListener;

/** Which routes ran when the controller had started all that start with the service. */
class RoutesAtStart implements StartupListener {
  private List<String> running = List.of();

  RoutesAtStart(CamelContext camel) throws Exception {
    camel.addStartupListener(this);
  }

  @Override
  public void onCamelContextStarted(CamelContext context, boolean alreadyStarted) {}

  @Override
  public void onCamelContextFullyStarted(CamelContext camel, boolean alreadyStarted) {
    running =
        camel.getRoutes().stream()
            .map(Route::getId)
            .filter(id -> camel.getRouteController().getRouteStatus(id) == ServiceStatus.Started)
            .toList();
  }

  List<String> running() {
    return running;
  }
}
