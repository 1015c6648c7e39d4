package io.orderflow.operations.overview;

import io.orderflow.messaging.alert.Alert;
import io.orderflow.messaging.alert.Alerts;
import io.orderflow.messaging.status.ServiceState;
import io.orderflow.messaging.status.StatusPoller;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Returns the state of this service, at most seconds old. It answers at once, even while the broker or the database is away. */
@RestController
class OverviewController {

    private final StatusPoller watch;
    private final Alerts alerts;

    OverviewController(StatusPoller watch, Alerts alerts) {
        this.watch = watch;
        this.alerts = alerts;
    }

    record Overview(ServiceState state, List<Alert> alerts) {}

    @GetMapping("/ops/overview")
    Overview overview() {
        return new Overview(watch.state(), alerts.on());
    }
}
