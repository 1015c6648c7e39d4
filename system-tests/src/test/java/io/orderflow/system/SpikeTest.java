package io.orderflow.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orderflow.backing.Mail;
import io.orderflow.launcher.EffectTimes;
import io.orderflow.launcher.Orderflow;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * A spike of 100 orders a second, while two replicas of payment-service share a limit of 10 charges a second, and two of
 * email-service a limit of 5 mails a second. 300 orders leave a backlog of 30 s for payments and of 60 s for mails.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SpikeTest {

    private static final int ORDERS = 300;

    private final String customer = "spike-%s@example.org".formatted(UUID.randomUUID());

    private List<UUID> orders;
    private Instant accepted;
    private Duration charge;
    private Duration mail;
    private List<Instant> charges;
    private List<Instant> mails;
    private List<Mail> received;

    @BeforeAll
    void spike() throws Exception {
        // This service is off by default, so the promised rates of the others apply without it.
        MoreConsumers.stop();
        Operators.usualLimits();
        EffectTimes chargesBefore = EffectTimes.of(TestSystem.get(), Orderflow.PAYMENTS);
        EffectTimes mailsBefore = EffectTimes.of(TestSystem.get(), Orderflow.EMAILS);
        orders = Customers.place(ORDERS, 100, () -> Shop.place(customer, "pm_card_visa"));
        accepted = Instant.now();
        await().atMost(Duration.ofMinutes(5))
                .pollInterval(Duration.ofSeconds(2))
                .until(() -> Books.orders(orders, "PAID", "SENT") == ORDERS);
        charge = EffectTimes.of(TestSystem.get(), Orderflow.PAYMENTS).meanSince(chargesBefore);
        mail = EffectTimes.of(TestSystem.get(), Orderflow.EMAILS).meanSince(mailsBefore);
        charges = Books.chargeStarts(orders);
        mails = Books.mailStarts(orders);
        received = TestSystem.mailsTo(customer);
    }

    @AfterAll
    static void asBefore() throws Exception {
        Operators.resetLimits();
        MoreConsumers.startAndCatchUp();
    }

    @Test
    void acceptsEveryOrder() {
        assertThat(orders).hasSize(ORDERS).doesNotHaveDuplicates();
    }

    @Test
    void chargesEveryOrderExactlyOnce() {
        assertThat(charges).hasSize(ORDERS);
        assertThat(Books.charges(orders)).isEqualTo(ORDERS);
    }

    @Test
    void confirmsEveryOrderByExactlyOneMail() {
        assertThat(mails).hasSize(ORDERS);
        assertThat(received).extracting(Mail::messageId).hasSize(ORDERS).doesNotHaveDuplicates();
    }

    @Test
    void noSecondHasMoreThanTenCharges() {
        Windows.assertNoneHoldsMoreThan(10, Duration.ofSeconds(1), charges);
    }

    @Test
    void noSecondHasMoreThanFiveMails() {
        Windows.assertNoneHoldsMoreThan(5, Duration.ofSeconds(1), mails);
    }

    @Test
    void mailServerReceivesAtMostFiveMailsInAnySecond() {
        Windows.assertNoneHoldsMoreThan(
                5,
                Duration.ofSeconds(1),
                received.stream().map(Mail::receivedAt).toList());
    }

    /** Measures while messages wait: from the last answer to a customer to the last effect. */
    @Test
    void usesTheLimitsWhileMessagesWait() {
        double chargesPerSecond = Windows.meanRate(since(accepted, charges));
        double mailsPerSecond = Windows.meanRate(since(accepted, mails));
        System.out.printf(
                "system: %.2f charges and %.2f mails a second, which took %d and %d ms%n",
                chargesPerSecond, mailsPerSecond, charge.toMillis(), mail.toMillis());
        assertThat(chargesPerSecond).isGreaterThan(10 * EffectTimes.leastUse(charge));
        assertThat(mailsPerSecond).isGreaterThan(5 * EffectTimes.leastUse(mail));
    }

    private static List<Instant> since(Instant from, List<Instant> events) {
        return events.stream().filter(it -> it.isAfter(from)).toList();
    }
}
