package io.orderflow.messaging;

import static io.orderflow.messaging.ScriptedMessages.message;

import io.orderflow.backing.MangledJson;
import io.orderflow.messaging.deadletter.FailureHeaders;
import io.orderflow.messaging.sender.Senders;
import io.orderflow.messaging.tracing.TraceHeaders;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.regex.Pattern;
import org.springframework.amqp.core.Message;
import org.springframework.amqp.core.MessageProperties;

/**
 * Generates invalid and unusual messages. The same random numbers generate the same messages, except for the ids in valid bodies.
 */
final class OddMessages {

    /** Headers with this value just fit into a frame, but no further header does. */
    private static final String FULL = "f".repeat(130_500);

    private static final List<String> HEADERS = List.of(
            FailureHeaders.ATTEMPTS,
            FailureHeaders.FIRST_FAILED_AT,
            FailureHeaders.LAST_FAILED_AT,
            FailureHeaders.REASON,
            FailureHeaders.EXCEPTION,
            FailureHeaders.ROUTING_KEY,
            FailureHeaders.QUEUE,
            FailureHeaders.DEAD_LETTER,
            FailureHeaders.REDRIVEN,
            Senders.HEADER,
            TraceHeaders.PARENT,
            TraceHeaders.LINK,
            "orderflow-outbox-row",
            "of no use",
            "");

    private static final List<Object> VALUES = Arrays.asList(
            null,
            "",
            "nonsense",
            "\0",
            "line\nfeed",
            "2026-01-02T03:04:05Z",
            "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
            "+1000000000-12-31T23:59:59Z",
            "-1000000000-01-01T00:00:00Z",
            "l".repeat(30_000),
            -1,
            Integer.MAX_VALUE,
            Long.MIN_VALUE,
            1.5e300,
            new BigDecimal("12.5"),
            true,
            new Date(Long.MAX_VALUE / 1000),
            new byte[] {0, -1},
            List.of(),
            Map.of("a", Map.of("b", List.of(1, "2"))));

    private static final List<String> TEXTS =
            List.of("", "payment.failed", "\0", "line\nfeed", "\u00e9".repeat(120), "t".repeat(255));

    private static final Pattern ID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    private final Random random;
    private final MessageCodec codec;
    private final List<String> golden = GoldenMessages.all();

    OddMessages(Random random, MessageCodec codec) {
        this.random = random;
        this.codec = codec;
    }

    Message next(String messageId) {
        MessageProperties odd = new MessageProperties();
        odd.setMessageId(messageId);
        if (random.nextInt(100) == 0) {
            odd.setHeader("full", FULL);
            return new Message(body(), odd);
        }
        for (int headers = random.nextInt(4); headers > 0; headers--) {
            odd.setHeader(any(HEADERS), any(VALUES));
        }
        if (random.nextBoolean()) {
            odd.setType(any(TEXTS));
            odd.setCorrelationId(any(TEXTS));
            odd.setContentType(any(TEXTS));
        }
        return new Message(body(), odd);
    }

    /** The broker would refuse a larger body, and close the channel. */
    private byte[] body() {
        byte[] mangled = MangledJson.of(good(), random);
        return Arrays.copyOf(mangled, Math.min(mangled.length, OversizedBody.LIMIT));
    }

    private String good() {
        return random.nextBoolean()
                ? new String(codec.write(message("ok")), StandardCharsets.UTF_8)
                : anew(any(golden));
    }

    /** Replaces the ids, so that the inbox does not take one message for a redelivery of another. */
    private static String anew(String golden) {
        return ID.matcher(golden).replaceAll(id -> UUID.randomUUID().toString());
    }

    private <T> T any(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
