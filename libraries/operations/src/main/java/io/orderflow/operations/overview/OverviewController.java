package io.orderflow.operations.overview;

import io.orderflow.messaging.alert.Alert;
import io.orderflow.messaging.alert.Alerts;
import io.orderflow.messaging.status.ServiceState;
import io.orderflow.messaging.status.StatusPoller;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Returns the state of this service, at most seconds old. It answers at once, even while the broker or the database is away. */
@RestController
@Tag(name = "Status", description = "The state of this service, and what operators did")
class OverviewController {

    private final StatusPoller watch;
    private final Alerts alerts;

    OverviewController(StatusPoller watch, Alerts alerts) {
        this.watch = watch;
        this.alerts = alerts;
    }

    record Overview(ServiceState state, List<Alert> alerts) {}

    @GetMapping("/ops/overview")
    @Operation(
            operationId = "showOverview",
            summary = "Shows the state and the alerts",
            description =
                    "Answers at once, whatever is unavailable. Unknown values are null. The account `monitor` may read it, too.")
    Overview overview() {
        return new Overview(watch.state(), alerts.on());
    }
}
