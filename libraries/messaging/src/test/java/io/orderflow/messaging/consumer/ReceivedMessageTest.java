package io.orderflow.messaging.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import com.rabbitmq.client.LongString;
import com.rabbitmq.client.impl.LongStringHelper;
import io.orderflow.messaging.OversizedBody;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.amqp.core.Message;
import org.springframework.amqp.core.MessageBuilder;

class ReceivedMessageTest {

    @Test
    void dropsWhatNoCopyWouldKeep() {
        Map<String, Object> death = Map.of("reason", "rejected", "count", 1L, "routing-keys", List.of("order.placed"));
        // Spring leaves a text of more than 1 KB as it came.
        LongString text = LongStringHelper.asLongString("l".repeat(100_000));
        Message message = MessageBuilder.withBody(new byte[1_000_000])
                .setHeader("short", "yes")
                .setHeader("long", text)
                .setHeader("table", Map.of("a", "l".repeat(100_000)))
                .setHeader("x-death", List.of(death, Map.of("reason", "expired")))
                .setHeader("x-long", "l".repeat(100_000))
                .build();

        Message bounded = ReceivedMessage.bounded(message);

        assertThat(bounded.getBody()).hasSize(OversizedBody.KEPT);
        assertThat(bounded.getMessageProperties().getHeaders())
                .containsOnlyKeys("short", "x-death", OversizedBody.BYTES, OversizedBody.SHA256)
                .containsEntry("x-death", List.of(death));
    }

    @Test
    void dropsDeathsThatNoBrokerHasWritten() {
        List<Object> values = List.of("l".repeat(100_000), Map.of("a", "b"), List.of(List.of("a")), new byte[100_000]);
        for (Object value : values) {
            Message message = MessageBuilder.withBody(new byte[1])
                    .setHeader("x-death", List.of(Map.of("reason", value)))
                    .build();

            assertThat(ReceivedMessage.bounded(message).getMessageProperties().getHeaders())
                    .isEmpty();
        }
    }

    @Test
    void boundsTheNumberOfHeaders() {
        MessageBuilder builder = MessageBuilder.withBody(new byte[1]);
        IntStream.range(0, 100).forEach(i -> builder.setHeader("header-" + i, "h".repeat(1000)));

        Message bounded = ReceivedMessage.bounded(builder.build());

        assertThat(bounded.getMessageProperties().getHeaders()).hasSize(31);
    }
}
