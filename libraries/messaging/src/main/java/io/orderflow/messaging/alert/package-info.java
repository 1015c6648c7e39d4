/** Alerts: conditions of the service, when they begin and end, and whom to notify. */
@NullMarked
package io.orderflow.messaging.alert;

import org.jspecify.annotations.NullMarked;
