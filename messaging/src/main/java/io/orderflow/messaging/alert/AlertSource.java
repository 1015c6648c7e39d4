package io.orderflow.messaging.alert;

import io.orderflow.messaging.watch.ServiceState;
import java.util.List;

/** Knows of conditions for alerts. Asked once a second, in one thread. An alert of which nobody speaks any more ends. */
@FunctionalInterface
public interface AlertSource {

    List<Condition> conditions(ServiceState state);
}
