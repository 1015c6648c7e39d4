/** Finds workers that stand still. */
@NullMarked
package io.orderflow.messaging.watchdog;

import org.jspecify.annotations.NullMarked;
