package io.orderflow.operations.health;

import io.orderflow.messaging.watchdog.Watchdog;
import java.util.List;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Down while a worker of this process stands still. */
class WorkersHealthIndicator implements HealthIndicator {

    private final Watchdog watchdog;

    WorkersHealthIndicator(Watchdog watchdog) {
        this.watchdog = watchdog;
    }

    @Override
    public Health health() {
        List<String> workers = watchdog.standingStill();
        return workers.isEmpty()
                ? Health.up().build()
                : Health.down().withDetail("standingStill", workers).build();
    }
}
