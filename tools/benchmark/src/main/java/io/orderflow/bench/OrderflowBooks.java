package io.orderflow.bench;

import io.orderflow.launcher.Sql;
import java.util.List;

/**
 * Counts orders, payments and mails of this system directly in its tables and queues, corrected for messages that the benchmark added
 * or dropped.
 */
final class OrderflowBooks {

    private static final List<String> PAYMENTS = List.of("payment.vip", "payment.regular", "payment.bulk");
    private static final List<String> MAILS = List.of("email.vip", "email.regular", "email.bulk");

    private final Sql orders;
    private final Sql payments;
    private final Sql emails;
    private final Queues queues;
    private final OrderCounts before;

    private long addedPayments;
    private long addedMails;

    OrderflowBooks(Sql orders, Sql payments, Sql emails, Queues queues) {
        this.orders = orders;
        this.payments = payments;
        this.emails = emails;
        this.queues = queues;
        this.before = count();
    }

    private OrderCounts count() {
        return new OrderCounts(
                orders.number("select count(*) from orders"),
                payments.number("select count(*) from messaging.inbox where consumer = 'payment'")
                        + queues.waiting(PAYMENTS),
                emails.number("select count(*) from messaging.inbox where consumer = 'email'") + queues.waiting(MAILS));
    }

    /** Messages for payment and mail in the queues, without unacknowledged ones. */
    long waiting() {
        return queues.waiting(PAYMENTS) + queues.waiting(MAILS);
    }

    /** Records that the benchmark added messages for payment that belong to no order. */
    void addPayments(long messages) {
        addedPayments += messages;
    }

    /** The same for mails. */
    void addMails(long messages) {
        addedMails += messages;
    }

    void dropPayments() {
        addedPayments -= queues.purge(PAYMENTS);
    }

    void dropMails() {
        addedMails -= queues.purge(MAILS);
    }

    /** Counts the orders since this object was created. */
    OrderCounts sinceOpened() {
        OrderCounts now = count();
        return new OrderCounts(
                now.orders() - before.orders(),
                now.payments() - before.payments() - addedPayments,
                now.mails() - before.mails() - addedMails);
    }
}
