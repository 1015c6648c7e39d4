/** The parts that several metrics share. */
@NullMarked
package io.orderflow.messaging.metrics;

import org.jspecify.annotations.NullMarked;
