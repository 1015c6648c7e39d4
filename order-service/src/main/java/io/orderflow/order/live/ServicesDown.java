package io.orderflow.order.live;

import io.orderflow.messaging.alert.AlertRule;
import io.orderflow.messaging.alert.AlertSource;
import io.orderflow.messaging.alert.Condition;
import io.orderflow.messaging.watch.ServiceState;
import java.util.List;

/** A service that is gone can't say so; this one misses it. */
class ServicesDown implements AlertSource {

    private final Peers peers;

    ServicesDown(Peers peers) {
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
