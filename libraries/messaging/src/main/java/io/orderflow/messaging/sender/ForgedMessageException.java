package io.orderflow.messaging.sender;

import io.orderflow.messaging.PermanentFailure;

/** The body is not what the routing key says, or its sender may not send it. Nothing in the body may be acted upon. */
public final class ForgedMessageException extends PermanentFailure {

    ForgedMessageException(String what) {
        super("forged message: " + what);
    }
}
