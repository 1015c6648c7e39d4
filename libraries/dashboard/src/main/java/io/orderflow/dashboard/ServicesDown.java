package io.orderflow.dashboard;

import io.orderflow.messaging.alert.AlertRule;
import io.orderflow.messaging.alert.AlertSource;
import io.orderflow.messaging.alert.Condition;
import io.orderflow.messaging.status.ServiceState;
import java.util.List;

/** Raises an alert for a service that does not answer, because that service can't raise it itself. */
class ServicesDown implements AlertSource {

    private final ServiceClients peers;

    ServicesDown(ServiceClients peers) {
        this.peers = peers;
    }

    @Override
    public List<Condition> conditions(ServiceState state) {
        return peers.known().stream()
                .map(it -> new Condition(
                        AlertRule.CONSUMER_GONE,
                        it.name(),
                        !peers.answers(it),
                        "The service does not answer, and its queues grow. ./demo status, ./demo start " + it.name()))
                .toList();
    }
}
