package io.orderflow.messaging;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.springframework.amqp.core.Message;
import org.springframework.amqp.core.MessageProperties;

/**
 * Cuts a body that is larger than the broker accepts to its first bytes, and records its size and its hash in headers. Such a
 * body may come from a broker without that limit, or from a table. It is never copied whole, so that a few of them can't exhaust
 * the memory. A message that was cut is unreadable, whatever its first bytes are.
 */
public final class OversizedBody {

    /**
     * The largest body that is kept whole, in bytes. Equal to the broker's {@code max_message_size}, and twice what a consumer
     * reads, so that a larger message of a later release can be dead-lettered and redriven.
     */
    public static final int LIMIT = 32 * 1024;

    /** How many bytes of a larger body are kept. */
    public static final int KEPT = 1024;

    /** The size of the whole body. */
    public static final String BYTES = "orderflow-body-bytes";

    /** The SHA-256 of the whole body, in hexadecimal digits. Its presence tells that the body was cut. */
    public static final String SHA256 = "orderflow-body-sha256";

    private static final int DIGITS = 64;

    private OversizedBody() {}

    /** @return the message itself, if its body is within the limit; otherwise the message with the first bytes of its body */
    public static Message cut(Message message) {
        byte[] body = message.getBody();
        if (body.length <= LIMIT) {
            return message;
        }
        MessageProperties properties = message.getMessageProperties();
        properties.setHeader(BYTES, body.length);
        properties.setHeader(SHA256, Sha256.hexOf(body));
        return new Message(Arrays.copyOf(body, KEPT), properties);
    }

    /** Whether the body of a message with these headers was cut. */
    public static boolean isIn(Map<String, Object> headers) {
        return headers.get(SHA256) instanceof String;
    }

    /** @return the size of the whole body; 0 if the header is missing or invalid */
    public static int bytes(Map<String, Object> headers) {
        return headers.get(BYTES) instanceof Number bytes ? Math.max(0, bytes.intValue()) : 0;
    }

    /** The headers that each copy of a message that was cut must keep; empty for any other message. */
    public static Map<String, Object> headersOfCopy(Map<String, Object> headers) {
        Map<String, Object> kept = new HashMap<>();
        if (headers.get(SHA256) instanceof String hash) {
            kept.put(SHA256, hash.substring(0, Math.min(hash.length(), DIGITS)));
            kept.put(BYTES, bytes(headers));
        }
        return kept;
    }
}
