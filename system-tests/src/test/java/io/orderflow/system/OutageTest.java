package io.orderflow.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orderflow.backing.Mail;
import io.orderflow.launcher.Orderflow;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OutageTest {

    @AfterEach
    void resetLimits() {
        Operators.resetLimits();
    }

    @Test
    void allMailsOfAnOutageArriveAtTheLimit() {
        String customer = "outage@example.org";
        Operators.limit(Orderflow.EMAILS, "email", 20);
        TestSystem.stop(Orderflow.EMAILS);
        List<UUID> orders = IntStream.range(0, 300)
                .mapToObj(i -> Shop.place(customer, "pm_card_visa"))
                .toList();
        assertThat(TestSystem.mailsTo(customer)).isEmpty();

        TestSystem.start(Orderflow.EMAILS);

        await().atMost(Duration.ofMinutes(3))
                .pollInterval(Duration.ofSeconds(1))
                .until(() -> Books.orders(orders, "PAID", "SENT") == 300);
        assertThat(TestSystem.mailsTo(customer))
                .extracting(Mail::messageId)
                .hasSize(300)
                .doesNotHaveDuplicates();
        List<Instant> starts = Books.mailStarts(orders);
        assertThat(Duration.between(starts.get(0), starts.get(299))).isLessThan(Duration.ofMillis(16_500));
        Windows.assertNoneHoldsMoreThan(20, Duration.ofSeconds(1), starts);
    }

    @Test
    void noOrderIsLostWithoutABrokerAtTheStartOrLater() {
        String customer = "broker-outage@example.org";
        Orderflow system = TestSystem.get();
        Orderflow.SERVICES.forEach(TestSystem::stop);
        system.broker().stop();

        Orderflow.SERVICES.forEach(TestSystem::start);
        system.service(Orderflow.ORDERS).awaitReady();
        List<UUID> early = IntStream.range(0, 20)
                .mapToObj(i -> Shop.place(customer, "pm_card_visa"))
                .toList();
        system.broker().start();
        awaitDone(early);

        system.broker().kill();
        Instant away = Instant.now();
        List<UUID> late = new java.util.ArrayList<>();
        await().atMost(Duration.ofMinutes(1))
                .pollInterval(Duration.ofMillis(500))
                .until(() -> {
                    late.add(Shop.place(customer, "pm_card_visa"));
                    return Duration.between(away, Instant.now()).toSeconds() >= 10;
                });
        system.broker().start();
        awaitDone(late);

        assertThat(Books.charges(early)).isEqualTo(early.size());
        assertThat(Books.charges(late)).isEqualTo(late.size());
        assertThat(Books.outbox("orders")).isZero();
    }

    @Test
    void anOrderServiceKilledBetweenCommitAndPublishPublishesAfterItsRestart() {
        Orderflow system = TestSystem.get();
        // Without a broker the relay can't publish, so the kill certainly happens between commit and publish.
        system.broker().stop();
        List<UUID> orders = IntStream.range(0, 10)
                .mapToObj(i -> Shop.place("killed@example.org", "pm_card_visa"))
                .toList();
        assertThat(Books.outbox("orders")).isEqualTo(10);
        system.service(Orderflow.ORDERS).kill();

        system.broker().start();
        TestSystem.startAndAwait(Orderflow.ORDERS);

        awaitDone(orders);
        assertThat(Books.charges(orders)).isEqualTo(10);
    }

    @Test
    void killedConsumersLeaveNoOrderUnpaidOrChargedTwice() {
        String customer = "kill@example.org";
        Operators.usualLimits();
        List<UUID> orders = IntStream.range(0, 60)
                .mapToObj(i -> Shop.place(customer, "pm_card_visa"))
                .toList();
        for (String service : List.of(Orderflow.PAYMENTS, Orderflow.EMAILS)) {
            await().atMost(Duration.ofMinutes(1))
                    .until(() -> Books.chargeStarts(orders).size() > 5
                            && Books.mailStarts(orders).size() > 2);
            TestSystem.get().replicas(service).forEach(replica -> {
                replica.kill();
                replica.start();
            });
        }

        awaitDone(orders);
        assertThat(Books.charges(orders)).isEqualTo(60);
        Windows.assertNoneHoldsMoreThan(10, Duration.ofSeconds(1), Books.chargeStarts(orders));
        // A mail is sent again if its sender died during the transfer; both copies have the same Message-ID.
        assertThat(TestSystem.mailsTo(customer).stream().map(Mail::messageId).distinct())
                .hasSize(60);
    }

    private static void awaitDone(List<UUID> orders) {
        await().atMost(Duration.ofMinutes(3))
                .pollInterval(Duration.ofSeconds(1))
                .until(() -> Books.orders(orders, "PAID", "SENT") == orders.size());
    }
}
