package io.orderflow.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.chaos.Finding.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Uses invented data with a single error in each test. */
class AuditorTest {

    private static final Instant NOON = Instant.parse("2026-11-25T12:00:00Z");

    private final Map<String, Receipt> receipts = new HashMap<>();
    private final List<String> complaints = new ArrayList<>();
    private final Map<String, String> poison = new HashMap<>();
    private final List<InjectedFault> faults = new ArrayList<>();
    private final Ledger books = new Ledger(
            new HashMap<>(),
            new HashMap<>(),
            new HashMap<>(),
            new HashMap<>(),
            new ArrayList<>(),
            new HashMap<>(),
            new HashMap<>(),
            new ArrayList<>(),
            new HashMap<>());

    private final UUID good = UUID.randomUUID();
    private final UUID declined = UUID.randomUUID();
    private final UUID unanswered = UUID.randomUUID();
    private final UUID answerLost = UUID.randomUUID();
    private final UUID noMailbox = UUID.randomUUID();

    @Test
    void aComplaintIsAFinding() {
        complaints.add("customer-1 was refused: 400");

        assertFinds(Kind.WRONG, "customer-1 was refused: 400");
    }

    @BeforeEach
    void everythingIsInOrder() {
        paid(good, OrderKind.GOOD);
        mailed(good);
        unpaid(declined, OrderKind.DECLINED);
        mailed(declined);
        unpaid(unanswered, OrderKind.UNANSWERED);
        mailed(unanswered);
        died("payment", unanswered);
        paid(answerLost, OrderKind.ANSWER_LOST);
        mailed(answerLost);
        paid(noMailbox, OrderKind.NO_MAILBOX);
        died("email", noMailbox);
        told(noMailbox, "ConfirmationFailed");
        poison.put("poison-1", "email");
        books.deadLetters().add(new Ledger.DeadLetter("email", "poison-1", null, null, "unreadable"));
    }

    @Test
    void consistentBooksHaveNoFindings() {
        Verdict verdict = audit();

        assertThat(verdict.findings()).isEmpty();
        assertThat(verdict.doubleMails()).isZero();
        assertThat(verdict.sums())
                .containsEntry("orders acknowledged with 201", 5L)
                .containsEntry("orders stored", 5L)
                .containsEntry("payments completed", 3L)
                .containsEntry("payments failed", 1L)
                .containsEntry("payments dead", 1L)
                .containsEntry("mails sent", 4L)
                .containsEntry("mails dead", 1L)
                .containsEntry("mails about failed payments sent", 2L)
                .containsEntry("mails about failed payments dead", 0L)
                .containsEntry("charges", 3L);
    }

    @Test
    void anAcknowledgedOrderThatIsNotStoredIsLost() {
        books.keys().remove(good);

        assertFinds(Kind.LOST, "has a 201");
    }

    @Test
    void anOrderStoredUnderAnothersKeyIsLost() {
        books.keys().put(good, "somebody else");

        assertThat(audit().count(Kind.LOST)).isOne();
        assertThat(audit().count(Kind.WRONG)).isZero();
    }

    @Test
    void aStoredOrderWithoutAReceiptIsWrong() {
        receipts.remove(key(good));

        assertFinds(Kind.WRONG, "never told so");
    }

    @Test
    void aMessageLeftBehindIsLost() {
        books.waiting().put("outbox of orders", 1L);

        assertFinds(Kind.LOST, "left in outbox of orders");
    }

    @Test
    void anOrderWithoutAPaymentIsLost() {
        books.payments().remove(good);

        assertFinds(Kind.LOST, "neither paid nor refused");
    }

    @Test
    void anOrderWhosePaymentIsStillPendingIsLost() {
        books.payments().put(good, new Ledger.Payment("PENDING", null));

        assertFinds(Kind.LOST, "neither paid nor refused");
    }

    @Test
    void aGoodCardThatIsNotPaidIsLost() {
        unpaid(good, OrderKind.GOOD);
        books.results().put(good, new HashMap<>(Map.of("PaymentFailed", 1, "ConfirmationSent", 1)));

        assertFinds(Kind.LOST, "(GOOD) ended FAILED");
    }

    @Test
    void aGoodCardThatIsGivenUpIsLost() {
        died("payment", good);

        assertFinds(Kind.LOST, "(GOOD) ended COMPLETED and dead");
    }

    @Test
    void aPaymentThatTheGatewayDoesNotHaveIsLost() {
        books.charges().put(good, List.of("another"));

        assertFinds(Kind.LOST, "which the gateway does not have");
    }

    @ParameterizedTest
    @EnumSource(names = {"GOOD", "ANSWER_LOST"})
    void aSecondChargeIsFound(OrderKind kind) {
        UUID order = kind == OrderKind.GOOD ? good : answerLost;
        books.charges().put(order, List.of("ch-" + order, "one more"));

        assertFinds(Kind.DOUBLE_CHARGE, "charged 2 times");
    }

    @Test
    void aChargeOfADeclinedCardIsWrong() {
        books.charges().put(declined, List.of("ch"));

        assertFinds(Kind.WRONG, "(DECLINED) was charged");
    }

    @Test
    void aMailThatWasNeitherSentNorGivenUpIsLost() {
        books.sent().remove(good);

        assertFinds(Kind.LOST, "neither sent nor given up");
    }

    @Test
    void aMailThatTheMailServerDoesNotHaveIsLost() {
        books.arrived().removeIf(mail -> mail.order().equals(good));

        assertFinds(Kind.LOST, "the mail server does not have it");
    }

    @Test
    void aFailedPaymentWithoutANoticeIsLost() {
        books.notices().remove(declined);

        assertFinds(Kind.LOST, "the mail that order " + declined + " is not paid was neither sent nor given up");
    }

    @Test
    void aNoticeMayBeGivenUpAndDoesNotCountAsConfirmation() {
        faults.add(fault(FaultKind.MAIL_5XX, NOON));
        books.notices().remove(declined);
        noticeDied(declined);

        assertThat(audit().findings()).isEmpty();
        assertThat(audit().sums())
                .containsEntry("mails dead", 1L)
                .containsEntry("mails about failed payments dead", 1L);
    }

    @Test
    void aSecondMailAboutOneFailedPaymentIsWrong() {
        books.notices().put(declined, List.of("one", "another"));

        assertFinds(Kind.WRONG, "the mail that order " + declined + " is not paid was sent 2 times");
    }

    @Test
    void aMailAboutAFailedPaymentIsWrongForAnOrderThatIsPaid() {
        books.notices().put(good, List.of("notice of " + good));

        assertFinds(Kind.WRONG, "the mail that order " + good + " is not paid was sent 1 times");
    }

    @Test
    void aMailSentAndGivenUpIsWrong() {
        faults.add(fault(FaultKind.MAIL_5XX, NOON));
        died("email", good);
        books.results().put(good, new HashMap<>(Map.of("PaymentCompleted", 1, "ConfirmationFailed", 1)));

        assertFinds(Kind.WRONG, "sent 1 times and given up");
    }

    @Test
    void aMailGivenUpAndThenSentIsExplainedByASecondCopyOfItsMessage() {
        faults.add(fault(FaultKind.REPEAT, NOON));
        faults.add(fault(FaultKind.MAIL_5XX, NOON));
        died("email", good);
        told(good, "ConfirmationFailed");

        assertThat(audit().findings()).isEmpty();
        assertThat(audit().sums()).containsEntry("of these, sent by a second copy of the message", 1L);
    }

    @Test
    void aMailGivenUpAndThenSentNeedsBothResults() {
        faults.add(fault(FaultKind.REPEAT, NOON));
        faults.add(fault(FaultKind.MAIL_5XX, NOON));
        died("email", good);

        assertFinds(Kind.LOST, "never told");
    }

    @Test
    void acceptsADeadMailThatTheMailServerHasRefused() {
        faults.add(fault(FaultKind.MAIL_5XX, NOON));
        givenUp(good, "permanent");

        assertThat(audit().findings()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            value = FaultKind.class,
            names = {"MAIL_AWAY", "GATEWAY_AWAY", "CUT_SMTP", "MAIL_4XX"})
    void findsADeadMailThatAnotherFaultHasDelayed(FaultKind kind) {
        faults.add(fault(kind, NOON));
        givenUp(good, "permanent");

        assertFinds(Kind.LOST, "no fault explains");
    }

    @Test
    void findsADeadMailThatIsNoConfirmation() {
        faults.add(fault(FaultKind.MAIL_AWAY, NOON));
        books.deadLetters().add(new Ledger.DeadLetter("email", "another", declined, "payment.failed", "exhausted"));

        assertFinds(Kind.LOST, "email gave up payment.failed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"exhausted", "expired"})
    void findsADeadMailThatWasNotRefused(String reason) {
        faults.add(fault(FaultKind.MAIL_5XX, NOON));
        givenUp(good, reason);

        assertFinds(Kind.LOST, ": " + reason);
    }

    @Test
    void findsADeadPaymentWithoutAllAttempts() {
        faults.add(fault(FaultKind.GATEWAY_AWAY, NOON));
        books.deadLetters().removeIf(letter -> unanswered.equals(letter.order()));
        died("payment", unanswered, "expired");

        assertFinds(Kind.LOST, "payment gave up order.placed");
    }

    @Test
    void findsAFailedPaymentOfAGoodCardDuringAGatewayOutage() {
        faults.add(fault(FaultKind.GATEWAY_AWAY, NOON));
        unpaid(good, OrderKind.GOOD);
        books.results().put(good, new HashMap<>(Map.of("PaymentFailed", 1, "ConfirmationSent", 1)));

        assertFinds(Kind.LOST, "(GOOD) ended FAILED");
    }

    @Test
    void aSecondMailWithoutACauseIsFound() {
        arrived(good, NOON.plusSeconds(30));
        faults.add(fault(FaultKind.CUT_SMTP, NOON.plusSeconds(60)));
        faults.add(fault(FaultKind.DELAY_SMTP, NOON.plusSeconds(10)));

        assertFinds(Kind.UNEXPLAINED_MAIL, "and again");
        assertThat(audit().doubleMails()).isOne();
    }

    @Test
    void aSecondMailIsExplainedByAFaultBetweenTheTwo() {
        arrived(good, NOON.plusSeconds(30));
        faults.add(fault(FaultKind.KILL_EMAILS, NOON.plusSeconds(10)));

        assertThat(audit().findings()).isEmpty();
        assertThat(audit().doubleMails()).isOne();
    }

    @Test
    void aSecondMailWithAnotherMessageIdIsNeverExplained() {
        faults.add(fault(FaultKind.KILL_EMAILS, NOON.plusSeconds(10)));
        books.arrived().add(new MailRecord.Arrived("another", good, NOON.plusSeconds(30)));

        assertFinds(Kind.UNEXPLAINED_MAIL, "different mails");
    }

    @ParameterizedTest
    @EnumSource(
            value = FaultKind.class,
            names = {"KILL_.*", "FREEZE_.*", "CUT_.*", "FORGET_.*", "READ_ONLY_DATABASE", "MAIL_AWAY"},
            mode = EnumSource.Mode.MATCH_NONE)
    void onlyFaultsBetweenAMailAndItsCommitExplainASecondMail(FaultKind kind) {
        assertThat(kind.explainsSecondMail()).isFalse();
    }

    @Test
    void aMissingPaymentResultIsLost() {
        books.results().get(good).remove("PaymentCompleted");

        assertFinds(Kind.LOST, "never told PaymentCompleted");
    }

    @Test
    void aMissingConfirmationResultIsLost() {
        books.results().get(noMailbox).remove("ConfirmationFailed");

        assertFinds(Kind.LOST, "never told ConfirmationFailed");
    }

    @Test
    void aRepeatedResultIsWrong() {
        books.results().get(declined).put("PaymentFailed", 2);

        assertFinds(Kind.WRONG, "was told {PaymentFailed=2}");
    }

    @Test
    void aGivenUpResultMayBeRepeated() {
        books.results().get(unanswered).put("PaymentFailed", 2);

        assertThat(audit().findings()).isEmpty();
    }

    @Test
    void contradictingResultsAreWrong() {
        told(good, "PaymentFailed");

        assertFinds(Kind.WRONG, "was told");
    }

    @Test
    void poisonThatIsNotAmongTheDeadLettersIsLost() {
        poison.put("poison-2", "email");

        assertFinds(Kind.LOST, "poison-2 is not among the dead letters of email");
    }

    @Test
    void aNodeFaultNeedsACompletedOrderMeanwhile() {
        faults.add(fault(FaultKind.KILL_NODE, NOON));
        assertThat(audit().findings()).isEmpty();

        faults.add(fault(FaultKind.KILL_NODE, NOON, null));
        assertFinds(Kind.WRONG, "no order got through while somebody was dead");
    }

    @Test
    void otherFaultsNeedNoCompletedOrderMeanwhile() {
        faults.add(fault(FaultKind.KILL_BROKER, NOON, null));

        assertThat(audit().findings()).isEmpty();
    }

    private Verdict audit() {
        return Auditor.audit(receipts, complaints, poison, faults, books);
    }

    private void assertFinds(Kind kind, String text) {
        assertThat(audit().findings()).singleElement().satisfies(finding -> {
            assertThat(finding.kind()).isEqualTo(kind);
            assertThat(finding.text()).contains(text);
        });
    }

    private static String key(UUID order) {
        return "key of " + order;
    }

    private void placed(UUID order, OrderKind kind) {
        receipts.put(key(order), new Receipt(order, kind));
        books.keys().put(order, key(order));
    }

    private void paid(UUID order, OrderKind kind) {
        placed(order, kind);
        books.payments().put(order, new Ledger.Payment("COMPLETED", "ch-" + order));
        books.charges().put(order, List.of("ch-" + order));
        told(order, "PaymentCompleted");
    }

    private void unpaid(UUID order, OrderKind kind) {
        placed(order, kind);
        books.payments().put(order, new Ledger.Payment("FAILED", null));
        books.charges().remove(order);
        told(order, "PaymentFailed");
        books.notices().put(order, List.of("notice of " + order));
    }

    private void mailed(UUID order) {
        books.sent().put(order, List.of("mail of " + order));
        arrived(order, NOON);
        told(order, "ConfirmationSent");
    }

    private void givenUp(UUID order, String reason) {
        books.sent().remove(order);
        books.arrived().removeIf(mail -> mail.order().equals(order));
        books.results().get(order).remove("ConfirmationSent");
        died("email", order, reason);
        told(order, "ConfirmationFailed");
    }

    private void arrived(UUID order, Instant at) {
        books.arrived().add(new MailRecord.Arrived("mail of " + order, order, at));
    }

    private void died(String consumer, UUID order) {
        died(consumer, order, consumer.equals("payment") ? "exhausted" : "permanent");
    }

    private void noticeDied(UUID order) {
        books.deadLetters()
                .add(new Ledger.DeadLetter("email", "notice of " + order, order, "email.payment-failed", "permanent"));
    }

    private void died(String consumer, UUID order, String reason) {
        books.deadLetters().add(new Ledger.DeadLetter(consumer, "message of " + order, order, "order.placed", reason));
    }

    private void told(UUID order, String result) {
        books.results().computeIfAbsent(order, id -> new HashMap<>()).put(result, 1);
    }

    private static InjectedFault fault(FaultKind kind, Instant broken) {
        return fault(kind, broken, Duration.ZERO);
    }

    private static InjectedFault fault(FaultKind kind, Instant broken, Duration recovery) {
        PlannedFault planned = new PlannedFault(1, kind, 0, Duration.ZERO, Duration.ofSeconds(1));
        return new InjectedFault(planned, "somebody", broken, broken.plusSeconds(1), recovery);
    }
}
