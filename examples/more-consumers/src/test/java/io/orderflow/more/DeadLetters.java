package io.orderflow.more;

import io.orderflow.messages.Message;
import io.orderflow.messaging.deadletter.DeadLetter;
import io.orderflow.messaging.deadletter.DeadLetterFilter;
import java.util.List;
import org.springframework.boot.test.context.TestComponent;

/** The dead letters of one message, by consumer. */
@TestComponent
public class DeadLetters {

    private final io.orderflow.messaging.deadletter.DeadLetters all;

    DeadLetters(io.orderflow.messaging.deadletter.DeadLetters all) {
        this.all = all;
    }

    public List<DeadLetter> of(String consumer, Message message) {
        return all.find(DeadLetterFilter.of(consumer), null, 1000).stream()
                .filter(it -> message.id().toString().equals(it.messageId()))
                .toList();
    }
}
