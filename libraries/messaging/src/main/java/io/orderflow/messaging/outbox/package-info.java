/** The outbox and delayed jobs: they publish messages after the transaction. */
@NullMarked
package io.orderflow.messaging.outbox;

import org.jspecify.annotations.NullMarked;
