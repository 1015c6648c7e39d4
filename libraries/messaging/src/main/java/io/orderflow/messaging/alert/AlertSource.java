package io.orderflow.messaging.alert;

import io.orderflow.messaging.status.ServiceState;
import java.util.List;

/**
 * Evaluates the conditions of alerts. One thread calls the source once a second. An alert ends if no source reports its condition
 * any more.
 */
@FunctionalInterface
public interface AlertSource {

    List<Condition> conditions(ServiceState state);
}
