package io.orderflow.more;

import io.orderflow.messages.Message;
import io.orderflow.messaging.deadletter.FailureHeaders;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.amqp.core.MessageProperties;
import org.springframework.amqp.rabbit.core.RabbitTemplate;
import org.springframework.boot.test.context.TestComponent;

/** The dead letters of all consumers: the one place in these tests that knows where they lie. */
@TestComponent
public class DeadLetters {

    public record DeadLetter(String consumer, String messageId, String reason, String error) {}

    private final RabbitTemplate broker;
    private final List<DeadLetter> found = new ArrayList<>();

    DeadLetters(RabbitTemplate broker) {
        this.broker = broker;
    }

    public synchronized List<DeadLetter> of(String consumer, Message message) {
        drain(consumer);
        return found.stream()
                .filter(it -> it.consumer().equals(consumer)
                        && it.messageId().equals(message.id().toString()))
                .toList();
    }

    private void drain(String consumer) {
        for (var next = broker.receive(consumer + ".dlq"); next != null; next = broker.receive(consumer + ".dlq")) {
            MessageProperties properties = next.getMessageProperties();
            Map<String, Object> headers = properties.getHeaders();
            found.add(new DeadLetter(
                    consumer,
                    properties.getMessageId(),
                    headers.get(FailureHeaders.REASON).toString(),
                    headers.get(FailureHeaders.EXCEPTION).toString()));
        }
    }
}
