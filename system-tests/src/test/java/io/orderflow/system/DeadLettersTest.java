package io.orderflow.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orderflow.backing.Mail;
import io.orderflow.launcher.Orderflow;
import io.orderflow.launcher.ServiceProcess;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Operators' actions during faults. */
class DeadLettersTest {

    private static final int FAST = 50;
    private static final int SLOW = 10;
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    /** email-service's concurrency: this many mails may be sent but not yet recorded at the moment of a kill. */
    private static final int IN_WORK = 4;

    @BeforeEach
    void prepare() {
        Operators.dropDeadLetters(Orderflow.EMAILS, "email");
    }

    @AfterEach
    void backToUsual() {
        TestSystem.get().mailServer().acceptAll();
        TestSystem.startAndAwait(Orderflow.EMAILS);
        Operators.resetLimit(Orderflow.EMAILS, "email");
        Operators.resume(Orderflow.EMAILS, "email");
    }

    @Test
    void simultaneousRedrivesActOnceEvenIfReplicasAreKilled() {
        String customer = "refused@example.org";
        ServiceProcess one = TestSystem.get().replicas(Orderflow.EMAILS).get(0);
        ServiceProcess other = TestSystem.get().replicas(Orderflow.EMAILS).get(1);
        TestSystem.get().mailServer().reject(customer::equals, 550, "5.1.1 no such user");
        Operators.limit(Orderflow.EMAILS, "email", FAST);
        List<UUID> orders = place(100, customer);
        await().atMost(PATIENCE)
                .until(() -> Operators.deadLetters(Orderflow.EMAILS, "email").size() == 100);
        assertThat(TestSystem.mailsTo(customer)).isEmpty();
        TestSystem.get().mailServer().acceptAll();

        CompletableFuture<Void> press = pressAt(one);
        CompletableFuture<Void> pressOther = pressAt(other);
        CompletableFuture.anyOf(press, pressOther).join();
        one.kill();
        await().atMost(PATIENCE).until(() -> TestSystem.mailsTo(customer).size() >= 20);
        other.kill();
        CompletableFuture.allOf(press, pressOther).join();
        TestSystem.startAndAwait(Orderflow.EMAILS);
        Operators.redriveAll(one);

        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(500))
                .until(() -> Books.orders(orders, "PAID", "SENT") == 100);
        assertThat(TestSystem.mailsTo(customer).stream().map(Mail::messageId).distinct())
                .hasSize(100);
        assertThat(TestSystem.mailsTo(customer)).hasSizeBetween(100, 100 + 2 * IN_WORK);
        assertThat(Books.mailStarts(orders)).hasSize(100);
        Windows.assertNoneHoldsMoreThan(FAST, Duration.ofSeconds(1), Books.mailStarts(orders));
        assertThat(Operators.deadLetters(Orderflow.EMAILS, "email")).isEmpty();
        await().atMost(PATIENCE).until(() -> Books.outbox("emails") == 0);
    }

    @Test
    void aChangedLimitAppliesToAllReplicasWithinASecond() {
        Operators.pause(Orderflow.EMAILS, "email");
        List<UUID> orders = place(150, "limits@example.org");
        Operators.limit(Orderflow.EMAILS, "email", FAST);
        Operators.resume(Orderflow.EMAILS, "email");
        await().atMost(PATIENCE).until(() -> Books.mailStarts(orders).size() >= 50);

        Operators.limit(Orderflow.EMAILS, "email", SLOW);
        Instant known = Instant.now().plusSeconds(1);

        await().atMost(PATIENCE).until(() -> Books.mailStarts(orders).size() == 150);
        List<Instant> starts = Books.mailStarts(orders);
        List<Instant> slow = starts.stream().filter(known::isBefore).toList();
        Windows.assertNoneHoldsMoreThan(FAST, Duration.ofSeconds(1), starts);
        Windows.assertNoneHoldsMoreThan(SLOW, Duration.ofSeconds(1), slow);
        assertThat(Windows.meanRate(starts.subList(0, 50)))
                .as("mails a second, more than the lower limit allows")
                .isGreaterThan(SLOW);
        assertThat(slow).as("mails under the lower limit").hasSizeGreaterThan(10);
    }

    /** If the replica dies during the request, the operator gets no answer and checks later. */
    private static CompletableFuture<Void> pressAt(ServiceProcess replica) {
        return CompletableFuture.supplyAsync(() -> Operators.redriveAll(replica))
                .handle((redriven, failure) -> null);
    }

    private static List<UUID> place(int count, String customer) {
        return IntStream.range(0, count)
                .parallel()
                .mapToObj(i -> Shop.place(customer, "pm_card_visa"))
                .toList();
    }
}
