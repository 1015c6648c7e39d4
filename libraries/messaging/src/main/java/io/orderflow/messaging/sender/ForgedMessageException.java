package io.orderflow.messaging.sender;

import io.orderflow.messaging.NonRetryableException;

/** The body is not what the routing key says, or its sender may not send it. Nothing in the body may be acted upon. */
public final class ForgedMessageException extends NonRetryableException {

    ForgedMessageException(String what) {
        super("forged message: " + what);
    }
}
