package io.orderflow.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orderflow.messaging.MessageCodec.UnreadableMessage;
import io.orderflow.messaging.deadletter.DeadLetter;
import io.orderflow.messaging.deadletter.DeadLetterFilter;
import io.orderflow.messaging.deadletter.DeadLetters;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.amqp.core.AmqpAdmin;
import org.springframework.amqp.core.Message;
import org.springframework.amqp.rabbit.core.RabbitTemplate;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Publishes random messages to real queues. {@code -Dfuzz.seed=…} publishes the same messages again. */
@Tag("slow")
@MessagingTest
class ConsumerFuzzTest {

    /** About ten seconds. {@code ./demo test --fuzz} sets more. */
    private static final int MESSAGES = Integer.getInteger("fuzz.messages", 600);

    private static final long MOST_MEMORY_KEPT = 64 << 20;
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final List<String> LANES = List.of("vip", "regular", "bulk");
    private static final List<String> QUEUES = List.of("demo.vip", "demo.regular", "demo.bulk", "demo.dlq");

    private final long seed = Long.getLong("fuzz.seed", System.nanoTime());
    private final Map<String, Message> sent = new HashMap<>();

    @Autowired
    private RabbitTemplate rabbit;

    @Autowired
    private AmqpAdmin admin;

    @Autowired
    private MessageCodec codec;

    @Autowired
    private ScriptedMessages messages;

    @Autowired
    private ScriptedHandler handler;

    @Autowired
    private DeadLetters deadLetters;

    @Autowired
    private JdbcClient jdbc;

    @AfterEach
    void clear() {
        jdbc.sql("delete from messaging.dead_letter").update();
    }

    @Test
    void eachMessageIsHandledOrADeadLetterAndTheConsumerGoesOn() {
        System.out.println("fuzz.seed=" + seed);
        Random random = new Random(seed);
        OddMessages odd = new OddMessages(random, codec);
        long memory = memoryInUse();

        for (int i = 0; i < MESSAGES; i++) {
            String id = "fuzz-" + i;
            sent.put(id, odd.next(id));
        }
        sendConfirmed(random);

        await().atMost(PATIENCE)
                .pollInterval(Duration.ofSeconds(1))
                .untilAsserted(
                        () -> assertThat(unaccounted()).as("fuzz.seed=%d", seed).isEmpty());
        UUID good = messages.publish("ok");
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(handler.effects(good)).containsExactly("handled"));
        assertThat(QUEUES)
                .allSatisfy(queue ->
                        assertThat(admin.getQueueInfo(queue).getMessageCount()).isZero());
        List<DeadLetter> dead = deadLetters.find(DeadLetterFilter.of("demo"), null, MESSAGES);
        assertThat(dead).isNotEmpty().allMatch(it -> deadLetters.show(it.id()).isPresent());
        // RabbitMQ sets this reason if the consumer could not even record the failure of a message.
        assertThat(dead).extracting(DeadLetter::reason).doesNotContain("rejected");
        sent.clear();
        assertThat(memoryInUse() - memory).isLessThan(MOST_MEMORY_KEPT);
    }

    private void sendConfirmed(Random random) {
        rabbit.execute(channel -> {
            channel.confirmSelect();
            for (Message message : sent.values()) {
                String exchange = random.nextInt(QUEUES.size()) == 0 ? "demo.dlq" : "demo";
                rabbit.doSend(channel, exchange, anyKey(random), message, false, null);
            }
            channel.waitForConfirmsOrDie(PATIENCE.toMillis());
            return null;
        });
    }

    /** The key of most messages fits those bodies that the consumer can handle. */
    private static String anyKey(Random random) {
        String lane = LANES.get(random.nextInt(LANES.size()));
        return random.nextInt(10) == 0 ? lane : "payment.failed." + lane;
    }

    private Set<String> unaccounted() {
        Set<String> left = new HashSet<>(sent.keySet());
        left.removeAll(new HashSet<>(jdbc.sql("select message_id from messaging.dead_letter")
                .query(String.class)
                .list()));
        Set<UUID> handled = new HashSet<>(jdbc.sql("select message_id from messaging.inbox where consumer = 'demo'")
                .query(UUID.class)
                .list());
        left.removeIf(it -> wasHandled(sent.get(it), handled));
        return left;
    }

    private boolean wasHandled(Message message, Set<UUID> handled) {
        try {
            return handled.contains(codec.read(message.getBody()).id());
        } catch (UnreadableMessage e) {
            return false;
        }
    }

    private static long memoryInUse() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
