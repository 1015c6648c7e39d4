package io.orderflow.messaging.consumer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;
import static org.awaitility.Awaitility.await;

import io.orderflow.messages.Priority;
import io.orderflow.messaging.ConfirmedMessages;
import io.orderflow.messaging.MessagingTest;
import io.orderflow.messaging.PacedHandler;
import io.orderflow.messaging.audit.AuditLog;
import io.orderflow.messaging.consumer.ConsumerControl.NoLimit;
import io.orderflow.messaging.consumer.ConsumerControl.NoSuchConsumer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@Tag("slow")
@MessagingTest
class ConsumerControlTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration SOON = Duration.ofSeconds(10);

    @Autowired
    private ConsumerControl control;

    @Autowired
    private ConsumerReports reports;

    @Autowired
    private AuditLog log;

    @Autowired
    private PacedHandler handler;

    @Autowired
    private ConfirmedMessages messages;

    @AfterEach
    void asBefore() {
        control.resume("paced", "test");
        control.limit("paced", null, "test");
        await().atMost(PATIENCE).until(() -> isIdle(report()));
    }

    @Test
    void handlesNothingWhilePausedAndListsTheNextMessages() {
        List<UUID> sent = publish(Priority.REGULAR, 60);
        await().atMost(SOON).until(() -> handler.ids().contains(sent.get(0)));

        control.pause("paced", "ada");
        await().atMost(SOON).until(() -> report().paused() && report().working() == 0);

        Set<UUID> done = Set.copyOf(handler.ids());
        long handled = sent.stream().filter(done::contains).count();
        assertThat(handled).isLessThan(60);
        // The broker requeues the messages of a closed channel with a delay.
        await().atMost(SOON)
                .untilAsserted(
                        () -> assertThat(report().ready().get("paced.regular")).isEqualTo(60 - handled));
        ConsumerReport paused = report();
        assertThat(paused.inFlight()).isZero();
        // The handled messages need not be the first ones: others may have overtaken a message that was put back.
        List<String> left = sent.stream()
                .filter(it -> !done.contains(it))
                .limit(paused.next().size())
                .map(UUID::toString)
                .toList();
        assertThat(paused.next())
                .extracting(WaitingMessage::messageId)
                .isNotEmpty()
                .containsExactlyInAnyOrderElementsOf(left);
        await().during(Duration.ofSeconds(2)).atMost(SOON).until(() -> handled == countHandled(sent));

        control.resume("paced", "ada");
        await().atMost(PATIENCE).until(() -> countHandled(sent) == 60);
        assertThat(handler.ids().stream().filter(sent::contains).distinct()).hasSize(60);
        assertThat(log.latest("paced", null, 2))
                .extracting(AuditLog.Action::action, AuditLog.Action::operator)
                .containsExactly(tuple("resume", "ada"), tuple("pause", "ada"));
    }

    /** Not even if the latest report of the replica is older than the resume. */
    @Test
    void reportsAPauseOnlyAfterTheConsumerStopped() {
        List<UUID> sent = publish(Priority.REGULAR, 100);

        for (int i = 0; i < 3; i++) {
            long before = countHandled(sent);
            control.resume("paced", "test");
            await().atMost(SOON).until(() -> countHandled(sent) > before);
            control.pause("paced", "test");
            await().atMost(SOON).until(() -> report().paused() && report().working() == 0);

            long handled = countHandled(sent);
            await().during(Duration.ofSeconds(1)).atMost(SOON).until(() -> countHandled(sent) == handled);
        }
    }

    @Test
    void reportsTakeNoMessagesFromTheQueue() {
        control.pause("paced", "test");
        await().atMost(SOON).until(() -> report().paused() && report().working() == 0);
        List<UUID> sent = publish(Priority.REGULAR, 5);
        await().atMost(SOON).until(() -> report().ready().get("paced.regular") == 5);

        // More often than the delivery limit of the queue.
        IntStream.range(0, 150).forEach(i -> reports.all(20));

        assertThat(report().ready().get("paced.regular")).isEqualTo(5);
        control.resume("paced", "test");
        await().atMost(PATIENCE).until(() -> countHandled(sent) == 5);
    }

    @Test
    void reportsWaitingMessagesWhileItWorks() {
        Instant before = Instant.now().minusSeconds(1);
        List<UUID> sent = publish(Priority.REGULAR, 100);

        await().atMost(SOON).untilAsserted(() -> {
            ConsumerReport report = report();
            assertThat(report.replicas()).isOne();
            assertThat(report.inFlight()).isPositive();
            assertThat(report.handledPerSecond()).isPositive();
            assertThat(report.oldestAt()).isBetween(before, Instant.now());
            assertThat(report.next()).hasSize(10).allMatch(it -> it.queue().equals("paced.regular"));
        });
        await().atMost(PATIENCE).until(() -> countHandled(sent) == 100);
        await().atMost(SOON).until(() -> isIdle(report()));
        assertThat(report().oldestAt()).isNull();
    }

    @Test
    void changesALimitWithinASecond() {
        List<UUID> slow = publish(Priority.REGULAR, 300);
        control.limit("paced", 5, "ada");
        Instant changed = Instant.now();
        await().atMost(SOON).until(() -> report().limitPerSecond() == 5);
        await().atMost(PATIENCE)
                .until(() -> Duration.between(changed, Instant.now()).toSeconds() >= 5);
        long after = System.nanoTime() - Duration.ofSeconds(4).toNanos();
        long inFourSeconds = handler.handled().stream()
                .filter(it -> it.at() >= after && slow.contains(it.id()))
                .count();
        assertThat(inFourSeconds)
                .as("handled in four seconds, from the second after the change")
                .isLessThanOrEqualTo(21);

        control.limit("paced", 100, "ada");

        await().atMost(Duration.ofSeconds(30)).until(() -> countHandled(slow) == 300);
        assertThat(fastestSecond(slow))
                .as("most in any second")
                .isGreaterThan(30)
                .isLessThanOrEqualTo(100);
        assertThat(log.latest("paced", null, 1).get(0).details()).containsEntry("perSecond", 100);
        assertThat(report().configuredLimitPerSecond()).isEqualTo(20);
    }

    @Test
    void rejectsUnknownConsumersAndConsumersWithoutLimit() {
        assertThatThrownBy(() -> control.pause("smoke-signals", "ada"))
                .isInstanceOf(NoSuchConsumer.class)
                .hasMessageContaining("paced");
        assertThatThrownBy(() -> control.limit("demo", 5, "ada"))
                .isInstanceOf(NoLimit.class)
                .hasMessageContaining("limit-per-second");
    }

    @Test
    void handlesBulkMessagesUnderEndlessVipLoad() {
        int many = 20;
        List<UUID> vips = new ArrayList<>(publish(Priority.VIP, 40));
        List<UUID> bulk = publish(Priority.BULK, many);

        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(100)).until(() -> {
            long waiting = vips.size() - countHandled(vips);
            if (waiting < 30) {
                vips.addAll(publish(Priority.VIP, 20));
            }
            return Set.copyOf(handler.ids()).containsAll(bulk);
        });

        assertThat(countHandled(vips)).as("there were always some").isLessThan(vips.size());
        List<UUID> order = handler.ids().stream()
                .filter(it -> vips.contains(it) || bulk.contains(it))
                .toList();
        int[] places = bulk.stream().mapToInt(order::indexOf).sorted().toArray();
        // Checks the mean only, because a message that is put back loses its turn. LaneBufferTest checks each turn.
        assertThat((places[many - 1] - places[0]) / (many - 1.0))
                .as("messages handled for each of bulk")
                .isBetween(8.0, 12.0);
        await().atMost(PATIENCE).until(() -> countHandled(vips) == vips.size());
    }

    private ConsumerReport report() {
        return reports.all(10).stream()
                .filter(it -> it.consumer().equals("paced"))
                .findFirst()
                .orElseThrow();
    }

    private static boolean isIdle(ConsumerReport report) {
        return !report.paused()
                && report.working() == 1
                && report.inFlight() == 0
                && report.ready().values().stream().allMatch(it -> it == 0);
    }

    private long countHandled(List<UUID> messages) {
        return handler.ids().stream().filter(messages::contains).count();
    }

    private long fastestSecond(List<UUID> messages) {
        List<Long> times = handler.handled().stream()
                .filter(it -> messages.contains(it.id()))
                .map(PacedHandler.Handled::at)
                .sorted()
                .toList();
        return times.stream()
                .mapToLong(from -> times.stream()
                        .filter(it -> it >= from && it < from + 1_000_000_000L)
                        .count())
                .max()
                .orElseThrow();
    }

    private List<UUID> publish(Priority priority, int count) {
        return messages.send("demo.events", "payment.completed." + priority.lane(), count);
    }
}
