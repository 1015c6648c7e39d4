/** The inbox: it records which messages a consumer has handled. */
@NullMarked
package io.orderflow.messaging.inbox;

import org.jspecify.annotations.NullMarked;
