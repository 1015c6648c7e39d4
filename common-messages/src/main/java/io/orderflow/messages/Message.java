package io.orderflow.messages;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Instant;
import java.util.UUID;

/**
 * A message between the services: a JSON object, usually about 1 KB and at most {@value #MAX_BYTES} bytes.
 *
 * <p>{@link #id()} stays the same if a message is redelivered or published again, so consumers recognise duplicates by it.
 * {@link #correlationId()} is the same in all messages about one subject, usually an order.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, include = JsonTypeInfo.As.PROPERTY, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = OrderPlaced.class, name = OrderPlaced.TYPE),
    @JsonSubTypes.Type(value = PasswordReset.class, name = PasswordReset.TYPE),
    @JsonSubTypes.Type(value = PaymentReminder.class, name = PaymentReminder.TYPE),
    @JsonSubTypes.Type(value = PaymentFailedNotice.class, name = PaymentFailedNotice.TYPE),
    @JsonSubTypes.Type(value = SalesReport.class, name = SalesReport.TYPE),
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
                SalesReport,
                PaymentRequested,
                PaymentCompleted,
                PaymentFailed,
                EmailSent,
                EmailFailed {

    /** The largest body that a consumer reads; a longer one is dead-lettered unread. */
    int MAX_BYTES = 16 * 1024;

    /** The name of this kind of message, such as {@code order.placed}. */
    String type();

    /** The version of this kind of message; the first is 1. */
    int version();

    UUID id();

    /** When the reported event happened. */
    Instant time();

    UUID correlationId();
}
