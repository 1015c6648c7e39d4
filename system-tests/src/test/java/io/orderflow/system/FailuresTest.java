package io.orderflow.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orderflow.launcher.Orderflow;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class FailuresTest {

    private Queues queues;

    @BeforeEach
    void connect() throws Exception {
        queues = new Queues();
        dropDeadLetters();
    }

    @AfterEach
    void disconnect() throws Exception {
        Operators.resetLimits();
        queues.close();
        dropDeadLetters();
    }

    private static void dropDeadLetters() {
        Operators.dropDeadLetters(Orderflow.PAYMENTS, "payment");
        Operators.dropDeadLetters(Orderflow.EMAILS, "email");
    }

    @ParameterizedTest
    @CsvSource({
        "pm_card_visa,       PAID,           1, 0",
        "pm_card_declined,   PAYMENT_FAILED, 1, 0",
        "pm_flaky,           PAID,           3, 0",
        "pm_answer_lost,     PAID,           1, 0",
        "pm_gateway_timeout, PAYMENT_FAILED, 3, 1",
        "pm_unheard_of,      PAYMENT_FAILED, 1, 0"
    })
    void everyTokenLeadsToItsExpectedState(String token, String status, int attempts, int dead) throws Exception {
        UUID order = Shop.place("tokens@example.org", token);

        awaitState(order, status + "/SENT");
        assertThat(Books.chargeStarts(List.of(order))).hasSize(attempts);
        assertThat(Books.charges(List.of(order))).isEqualTo(status.equals("PAID") ? 1 : 0);
        awaitNotices("tokens@example.org", order, status.equals("PAID") ? 0 : 1);
        await().atMost(Duration.ofSeconds(20))
                .until(() -> deadLetters("payment").size() == dead);
    }

    @Test
    void aCustomerGetsOneMailPerFailedPayment() {
        String customer = "declined@example.org";
        UUID order = Shop.place(customer, "pm_card_declined");
        awaitNotices(customer, order, 1);

        Shop.pay(order, "pm_card_declined");
        awaitNotices(customer, order, 2);
        Shop.pay(order, "pm_card_visa");

        awaitState(order, "PAID/SENT");
        assertThat(TestSystem.mailsTo(customer)).hasSize(3);
    }

    @Test
    void anOrderThatIsPaidAgainIsChargedOnce() {
        UUID order = Shop.place("again@example.org", "pm_card_declined");
        awaitState(order, "PAYMENT_FAILED/SENT");

        Shop.pay(order, "pm_answer_lost");

        awaitState(order, "PAID/SENT");
        assertThat(Books.charges(List.of(order))).isOne();
        assertThat(Shop.events(order))
                .containsSubsequence(
                        "OrderPlaced",
                        "ReminderScheduled",
                        "PaymentFailed",
                        "PaymentRequested",
                        "PaymentCompleted",
                        "ReminderCancelled")
                .contains("ConfirmationSent");
    }

    @Test
    void anOrderWithDuplicateMessagesIsChargedAndConfirmedOnce() throws Exception {
        String customer = "twice@example.org";
        List<UUID> orders;
        try (Queues duplicating = new Queues()) {
            duplicating.publishEveryOrderTwice();
            orders = IntStream.range(0, 30)
                    .mapToObj(i -> Shop.place(customer, "pm_card_visa"))
                    .toList();
            await().atMost(Duration.ofMinutes(2)).until(() -> Books.orders(orders, "PAID", "SENT") == 30);
            // This order is behind the last copy in both queues: once it is done, so are they.
            UUID last = Shop.place("last@example.org", "pm_card_visa");
            awaitState(last, "PAID/SENT");
        }

        assertThat(Books.charges(orders)).isEqualTo(30);
        assertThat(Books.chargeStarts(orders)).hasSize(30);
        assertThat(TestSystem.mailsTo(customer)).hasSize(30);
    }

    @ParameterizedTest
    @ValueSource(strings = {"payment", "email"})
    void poisonMessagesBecomeDeadLettersWithoutDelayingOthers(String consumer) throws Exception {
        String work = consumer + ".regular";
        queues.put(work, "hello".getBytes(StandardCharsets.UTF_8));
        queues.put(work, "{\"type\":\"order.exploded\",\"version\":1}".getBytes(StandardCharsets.UTF_8));
        queues.put(work, "{\"type\":\"order.placed\",\"version\":1}".getBytes(StandardCharsets.UTF_8));
        queues.put(work, new byte[20_000]);
        UUID order = Shop.place("poison@example.org", "pm_card_visa");

        awaitState(order, "PAID/SENT");
        await().atMost(Duration.ofSeconds(30)).until(() -> deadLetters(consumer).size() == 4);
        for (JsonNode letter : deadLetters(consumer)) {
            JsonNode details =
                    Operators.deadLetter(serviceOf(consumer), letter.get("id").asString());
            assertThat(details.get("headers").propertyNames())
                    .contains("orderflow-reason", "orderflow-exception", "orderflow-first-failed-at");
            assertThat(letter.get("reason").asString()).isEqualTo("unreadable");
            assertThat(letter.get("queue").asString()).isEqualTo(work);
        }
    }

    @Test
    void aVipOrderIsServedBeforeWaitingRegularOrders() {
        Operators.usualLimits();
        List<UUID> regular = IntStream.range(0, 60)
                .mapToObj(i -> Shop.place("regular@example.org", "pm_card_visa"))
                .toList();
        UUID vip = Shop.place("vip@example.org", "pm_card_visa", "VIP");

        awaitState(vip, "PAID/SENT");
        assertThat(Books.orders(regular, "PAID", "SENT")).isLessThan(55);
        await().atMost(Duration.ofMinutes(1)).until(() -> Books.orders(regular, "PAID", "SENT") == 60);
    }

    @Test
    void aTemporarilyRefusedMailArrivesLaterAndAPermanentlyRefusedOneIsReported() throws Exception {
        TestSystem.get().mailServer().reject(to -> to.startsWith("greylisted"), 451, "4.7.1 come back later");
        try {
            UUID later = Shop.place("greylisted@example.org", "pm_card_visa");
            await().atMost(Duration.ofSeconds(30)).until(() -> Operators.postponed(Orderflow.EMAILS, "email") == 1);
            assertThat(Shop.order(later).get("confirmation").asString()).isEqualTo("PENDING");
            TestSystem.get().mailServer().reject(to -> to.startsWith("unknown"), 550, "5.1.1 no such user");
            awaitState(later, "PAID/SENT");

            UUID never = Shop.place("unknown@example.org", "pm_card_visa");
            awaitState(never, "PAID/FAILED");
            await().atMost(Duration.ofSeconds(20))
                    .untilAsserted(() -> assertThat(deadLetters("email"))
                            .singleElement()
                            .satisfies(it -> assertThat(it.get("correlationId").asString())
                                    .isEqualTo(never.toString())));
        } finally {
            TestSystem.get().mailServer().acceptAll();
        }
    }

    private static List<JsonNode> deadLetters(String consumer) {
        return Operators.deadLetters(serviceOf(consumer), consumer);
    }

    private static String serviceOf(String consumer) {
        return consumer + "-service";
    }

    /** Waits for the mails about a failed payment of this order. */
    private static void awaitNotices(String customer, UUID order, int count) {
        await().atMost(Duration.ofMinutes(1))
                .untilAsserted(() -> assertThat(TestSystem.mailsTo(customer))
                        .filteredOn(it -> it.subject().equals("The payment of your order " + order + " has failed"))
                        .hasSize(count));
    }

    private static void awaitState(UUID order, String state) {
        await().atMost(Duration.ofMinutes(1))
                .pollInterval(Duration.ofMillis(200))
                .untilAsserted(() -> assertThat(Shop.state(order)).isEqualTo(state));
    }
}
