package io.orderflow.messaging.deadletter;

/**
 * The headers that tell a message's troubles. They are our own, because RabbitMQ 4 ignores an {@code x-death} header that
 * a client publishes. Times are ISO 8601.
 */
public final class FailureHeaders {

    /** How often the message was tried and failed. */
    public static final String ATTEMPTS = "orderflow-attempts";

    public static final String FIRST_FAILED_AT = "orderflow-first-failed-at";
    public static final String LAST_FAILED_AT = "orderflow-last-failed-at";

    /** Why it is a dead letter: {@code unreadable}, {@code permanent} or {@code exhausted}. */
    public static final String REASON = "orderflow-reason";

    /** The last exception: its class and text. */
    public static final String EXCEPTION = "orderflow-exception";

    /** The routing key with which the message was first published. */
    public static final String ROUTING_KEY = "orderflow-routing-key";

    /** The work queue that it failed in last. */
    public static final String QUEUE = "orderflow-queue";

    private FailureHeaders() {}
}
