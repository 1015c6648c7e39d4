package io.orderflow.messages;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Instant;
import java.util.UUID;

/**
 * What travels over the broker: a small JSON object, 1 KB as a rule and {@value #MAX_BYTES} bytes at most.
 *
 * <p>{@link #id()} stays the same however often a message is delivered or sent again; it is what consumers tell
 * repetitions by. {@link #correlationId()} ties together all messages about one thing, an order as a rule.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, include = JsonTypeInfo.As.PROPERTY, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = OrderPlaced.class, name = OrderPlaced.TYPE),
    @JsonSubTypes.Type(value = PasswordReset.class, name = PasswordReset.TYPE),
    @JsonSubTypes.Type(value = PaymentReminder.class, name = PaymentReminder.TYPE),
    @JsonSubTypes.Type(value = PaymentFailedNotice.class, name = PaymentFailedNotice.TYPE),
    @JsonSubTypes.Type(value = PaymentRequested.class, name = PaymentRequested.TYPE),
    @JsonSubTypes.Type(value = PaymentCompleted.class, name = PaymentCompleted.TYPE),
    @JsonSubTypes.Type(value = PaymentFailed.class, name = PaymentFailed.TYPE),
    @JsonSubTypes.Type(value = EmailSent.class, name = EmailSent.TYPE),
    @JsonSubTypes.Type(value = EmailFailed.class, name = EmailFailed.TYPE),
})
@JsonIgnoreProperties(ignoreUnknown = true)
public sealed interface Message
        permits OrderPlaced,
                PasswordReset,
                PaymentReminder,
                PaymentFailedNotice,
                PaymentRequested,
                PaymentCompleted,
                PaymentFailed,
                EmailSent,
                EmailFailed {

    /** The largest body that a consumer reads; a longer one is dead-lettered unread. */
    int MAX_BYTES = 16 * 1024;

    /** The name by which consumers know this kind of message, such as {@code order.placed}. */
    String type();

    /** The version of this message's form; the first is 1. */
    int version();

    UUID id();

    /** When the thing happened that the message tells of. */
    Instant time();

    UUID correlationId();
}
