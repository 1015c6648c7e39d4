package io.orderflow.chaos;

import io.orderflow.backing.Poll;
import io.orderflow.launcher.LauncherException;
import io.orderflow.launcher.OpsApi;
import io.orderflow.launcher.Orderflow;
import io.orderflow.launcher.ServiceProcess;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Pauses and resumes consumers through any replica that answers. */
final class Operator {

    private static final Map<String, String> SERVICES =
            Map.of("payment", Orderflow.PAYMENTS, "email", Orderflow.EMAILS, "order-results", Orderflow.ORDERS);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Orderflow system;

    Operator(Orderflow system) {
        this.system = system;
    }

    void pause(String consumer) {
        demand(consumer, "pause");
    }

    void resume(String consumer) {
        demand(consumer, "resume");
    }

    private void demand(String consumer, String what) {
        List<ServiceProcess> replicas = system.replicas(Objects.requireNonNull(SERVICES.get(consumer)));
        String path = "/ops/consumers/" + consumer + "/" + what;
        if (!Poll.until(PATIENCE, () -> replicas.stream().anyMatch(it -> post(it, path)))) {
            throw new IllegalStateException("No replica accepted " + path + " within " + PATIENCE.toSeconds() + " s");
        }
    }

    private boolean post(ServiceProcess replica, String path) {
        try {
            new OpsApi(replica.name(), replica.url(), system.opsPassword()).post(path);
            return true;
        } catch (LauncherException e) {
            return false;
        }
    }
}
