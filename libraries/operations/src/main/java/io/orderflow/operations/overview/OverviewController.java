package io.orderflow.operations.overview;

import io.orderflow.messaging.alert.Alert;
import io.orderflow.messaging.alert.Alerts;
import io.orderflow.messaging.watch.ServiceState;
import io.orderflow.messaging.watch.ServiceWatch;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Returns the state of this service, at most seconds old. It answers at once, even while the broker or the database is away. */
@RestController
class OverviewController {

    private final ServiceWatch watch;
    private final Alerts alerts;

    OverviewController(ServiceWatch watch, Alerts alerts) {
        this.watch = watch;
        this.alerts = alerts;
    }

    record Overview(ServiceState state, List<Alert> alerts) {}

    @GetMapping("/ops/overview")
    Overview overview() {
        return new Overview(watch.state(), alerts.on());
    }
}
