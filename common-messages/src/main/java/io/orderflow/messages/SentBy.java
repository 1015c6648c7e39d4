package io.orderflow.messages;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Names the service that sends a message. Its user at the broker has the same name. Consumers refuse the message from the user of
 * any other service.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface SentBy {

    /** The user for people, who may send every message by hand. */
    String OPERATOR = "operator";

    String value();
}
