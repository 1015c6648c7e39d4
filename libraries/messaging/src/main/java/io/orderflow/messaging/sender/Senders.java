package io.orderflow.messaging.sender;

import io.orderflow.messages.Message;
import io.orderflow.messages.Priority;
import io.orderflow.messages.SentBy;
import io.orderflow.messaging.received.ReceivedProperties;
import java.util.Arrays;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.amqp.core.MessageProperties;

/**
 * Checks that a message is what its routing key says, and that its sender may send it. The broker checks which routing keys a user
 * may use, and that {@code user_id} is the publishing user. But it does not read the body, and the body's type selects the
 * handler.
 *
 * <p>A retried or redriven message is a copy, and the service itself publishes it. So its {@code user_id} is the service's own
 * user, and a header names the user that sent the original. Only the service's own messages are trusted to have that header.
 */
public final class Senders {

    /** The user that sent the original of a copy; empty if it is unknown. */
    public static final String HEADER = "orderflow-sender";

    private static final String UNKNOWN = "";

    /** Any other text could forge a log line. */
    private static final Pattern QUOTABLE = Pattern.compile("[a-zA-Z0-9._-]{1,100}");

    private final String self;
    private final boolean required;

    /**
     * @param self the service's own user at the broker
     * @param required whether a message without a sender is refused
     */
    public Senders(String self, boolean required) {
        this.self = self;
        this.required = required;
    }

    /** The user that sent the message, or the original of the copy; empty if it is unknown. */
    public String of(MessageProperties properties) {
        String user = properties.getReceivedUserId();
        if (self.equals(user)) {
            String original = new ReceivedProperties(properties).text(HEADER);
            return original == null ? self : original;
        }
        return user == null ? UNKNOWN : user;
    }

    /** Whether the service itself has published the message. */
    public boolean isSelf(MessageProperties properties) {
        return self.equals(properties.getReceivedUserId());
    }

    /**
     * @param delivered the message as the broker delivered it
     * @param message the content of its body
     * @throws ForgedMessageException if the routing key does not name the message's type, or if its sender may not send it
     */
    public void check(org.springframework.amqp.core.Message delivered, Message message) {
        MessageProperties properties = delivered.getMessageProperties();
        @Nullable String key = properties.getReceivedRoutingKey();
        if (!names(key, message.type())) {
            throw new ForgedMessageException("type '%s' with routing key %s".formatted(message.type(), quoted(key)));
        }
        String sender = of(properties);
        if (!maySend(sender, message)) {
            String who = sender.equals(UNKNOWN) ? "without a sender" : "from user '%s'".formatted(sender);
            throw new ForgedMessageException("type '%s' %s".formatted(message.type(), who));
        }
    }

    /** The key of a message is its type, followed by the lane if the consumer has lanes. */
    private static boolean names(@Nullable String key, String type) {
        return type.equals(key)
                || Arrays.stream(Priority.values())
                        .anyMatch(it -> it.routingKey(type).equals(key));
    }

    private boolean maySend(String sender, Message message) {
        if (sender.equals(UNKNOWN)) {
            return !required;
        }
        // The consumer's own user is the service itself.
        return sender.equals(self)
                || sender.equals(SentBy.OPERATOR)
                || sender.equals(message.getClass().getAnnotation(SentBy.class).value());
    }

    private static String quoted(@Nullable String key) {
        return key != null && QUOTABLE.matcher(key).matches() ? "'%s'".formatted(key) : "of other characters";
    }
}
