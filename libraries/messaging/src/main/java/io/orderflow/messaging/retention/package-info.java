/** Deletes what need not be kept any longer. */
@NullMarked
package io.orderflow.messaging.retention;

import org.jspecify.annotations.NullMarked;
