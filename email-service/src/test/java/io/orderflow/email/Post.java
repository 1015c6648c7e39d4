package io.orderflow.email;

import io.orderflow.messages.Message;
import io.orderflow.messaging.MessageCodec;
import io.orderflow.messaging.deadletter.DeadLetterDetails;
import io.orderflow.messaging.deadletter.DeadLetterFilter;
import io.orderflow.messaging.deadletter.DeadLetters;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.amqp.core.Binding;
import org.springframework.amqp.core.Declarables;
import org.springframework.amqp.core.MessageBuilder;
import org.springframework.amqp.core.Queue;
import org.springframework.amqp.rabbit.core.RabbitTemplate;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;

/** The counterpart of the service: publishes messages to it and receives its results. */
final class Post {

    private static final String RESULTS = "test.results";

    private final RabbitTemplate broker;
    private final MessageCodec codec;
    private final List<Message> results = new ArrayList<>();
    private final DeadLetters deadLetters;

    private Post(RabbitTemplate broker, MessageCodec codec, DeadLetters deadLetters) {
        this.broker = broker;
        this.codec = codec;
        this.deadLetters = deadLetters;
    }

    void send(Message message, String lane) {
        send(message.id(), message.type() + "." + lane, codec.write(message));
    }

    void send(Message message) {
        send(message, "regular");
    }

    void send(UUID id, String key, byte[] body) {
        broker.send(
                "orders",
                key,
                MessageBuilder.withBody(body).setMessageId(id.toString()).build());
    }

    synchronized List<Message> resultsOf(Message request) {
        drain(RESULTS).forEach(it -> results.add(codec.read(it.getBody())));
        return results.stream()
                .filter(it -> it.correlationId().equals(request.correlationId()))
                .toList();
    }

    Optional<DeadLetterDetails> deadLetter(UUID messageId) {
        return deadLetters.find(DeadLetterFilter.of("email"), null, 1000).stream()
                .filter(it -> messageId.toString().equals(it.messageId()))
                .findFirst()
                .flatMap(it -> deadLetters.show(it.id()));
    }

    private List<org.springframework.amqp.core.Message> drain(String queue) {
        List<org.springframework.amqp.core.Message> drained = new ArrayList<>();
        for (var next = broker.receive(queue); next != null; next = broker.receive(queue)) {
            drained.add(next);
        }
        return drained;
    }

    @TestConfiguration(proxyBeanMethods = false)
    static class Setup {

        @Bean
        Declarables resultsQueue() {
            return new Declarables(
                    new Queue(RESULTS),
                    new Binding(RESULTS, Binding.DestinationType.QUEUE, Mailer.RESULTS, "email.*", null));
        }

        @Bean
        Post post(RabbitTemplate broker, MessageCodec codec, DeadLetters deadLetters) {
            return new Post(broker, codec, deadLetters);
        }
    }
}
