package io.orderflow.dashboard;

import io.orderflow.messaging.alert.Alert;
import io.orderflow.messaging.status.ServiceState;
import java.util.List;

/** A service's report of itself at {@code /ops/overview}. */
record Overview(ServiceState state, List<Alert> alerts) {}
