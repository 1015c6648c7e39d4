package io.orderflow.bench;

import io.orderflow.launcher.Sql;
import java.util.List;

/** What this system has made of its orders, past its services; with what was put in its way, or taken out of it, by the benchmark. */
final class OrderflowBooks {

    private static final List<String> PAYMENTS = List.of("payment.vip", "payment.regular", "payment.bulk");
    private static final List<String> MAILS = List.of("email.vip", "email.regular", "email.bulk");

    private final Sql orders;
    private final Sql payments;
    private final Sql emails;
    private final Queues queues;
    private final Books before;

    private long addedPayments;
    private long addedMails;

    OrderflowBooks(Sql orders, Sql payments, Sql emails, Queues queues) {
        this.orders = orders;
        this.payments = payments;
        this.emails = emails;
        this.queues = queues;
        this.before = count();
    }

    private Books count() {
        return new Books(
                orders.number("select count(*) from orders"),
                payments.number("select count(*) from messaging.inbox where consumer = 'payment'")
                        + queues.waiting(PAYMENTS),
                emails.number("select count(*) from messaging.inbox where consumer = 'email'") + queues.waiting(MAILS));
    }

    /** Messages for payment and mail in the queues; those in somebody's hands are not counted. */
    long waiting() {
        return queues.waiting(PAYMENTS) + queues.waiting(MAILS);
    }

    /** Messages came for payment that no order has sent. */
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

    /** Of the orders since this was made. */
    Books sinceOpened() {
        Books now = count();
        return new Books(
                now.orders() - before.orders(),
                now.payments() - before.payments() - addedPayments,
                now.mails() - before.mails() - addedMails);
    }
}
