package io.orderflow.chaos;

import static io.orderflow.chaos.FaultKind.Mails.MAY_COME_TWICE;
import static io.orderflow.chaos.FaultKind.Mails.ONCE;

import java.util.List;
import java.util.stream.Stream;

/**
 * The kinds of faults, with their shortest and longest duration in seconds, and whether a mail may be sent twice because of them.
 */
enum FaultKind {
    KILL_ORDERS("kill -9 of order-service", 1, 4, ONCE),
    KILL_PAYMENTS("kill -9 of payment-service", 1, 4, ONCE),
    KILL_EMAILS("kill -9 of email-service", 1, 4, MAY_COME_TWICE),
    KILL_BROKER("kill -9 of the broker", 1, 4, ONCE),
    /** For a broker that is a cluster, which continues without the node. */
    KILL_NODE("kill -9 of a node of the broker", 5, 10, ONCE),
    KILL_DATABASE("kill -9 of PostgreSQL", 1, 4, MAY_COME_TWICE),
    /** Longer than the time-outs of heartbeats and customers. */
    FREEZE_ORDERS("freeze an order-service", 10, 14, ONCE),
    FREEZE_PAYMENTS("freeze a payment-service", 10, 14, ONCE),
    FREEZE_EMAILS("freeze an email-service", 10, 14, MAY_COME_TWICE),
    CUT_BROKER("cut connections to the broker", 2, 5, ONCE),
    CUT_DATABASE("cut connections to PostgreSQL", 2, 5, MAY_COME_TWICE),
    CUT_SMTP("cut connections to the mail server", 2, 5, MAY_COME_TWICE),
    /** The connections that are open deliver nothing more and stay open. New ones work. */
    FORGET_BROKER("forget connections to the broker", 1, 2, ONCE),
    FORGET_DATABASE("forget connections to PostgreSQL", 1, 2, MAY_COME_TWICE),
    FORGET_SMTP("forget connections to the mail server", 1, 2, MAY_COME_TWICE),
    /** As after a fail-over, or with a full managed disk. */
    READ_ONLY_DATABASE("make a database read-only", 3, 6, MAY_COME_TWICE),
    DELAY_BROKER("delay the broker", 3, 6, ONCE),
    DELAY_DATABASE("delay PostgreSQL", 3, 6, ONCE),
    DELAY_SMTP("delay the mail server", 3, 6, ONCE),
    MAIL_4XX("mail server answers 451", 2, 5, ONCE),
    MAIL_5XX("mail server answers 550", 1, 2, ONCE),
    /** Connections are refused, or accepted and never answered. */
    MAIL_AWAY("take the mail server away", 60, 75, MAY_COME_TWICE),
    GATEWAY_AWAY("take the payment gateway away", 60, 75, ONCE),
    FULL_QUEUE("fill a queue to its length limit", 3, 6, ONCE),
    /** The broker confirms an order that one of its two consumers gets. */
    UNBOUND_CONSUMER("unbind a consumer from its exchange", 3, 6, ONCE),
    NO_WAY_BACK("unbind the way back from the wait queues", 3, 6, ONCE),
    REPEAT("deliver every order twice", 4, 6, ONCE),
    POISON("put messages that make no sense on the queues", 1, 1, ONCE);

    /** The faults for processes on this machine. */
    static final List<FaultKind> TO_PROCESSES =
            Stream.of(values()).filter(kind -> kind != KILL_NODE).toList();

    /** The faults for a cluster of containers: each of the three nodes dies once. */
    static final List<FaultKind> TO_A_CLUSTER =
            List.of(KILL_NODE, KILL_NODE, KILL_NODE, KILL_ORDERS, KILL_PAYMENTS, KILL_EMAILS);

    /** The effect of a fault on mails in progress. */
    enum Mails {
        ONCE,
        MAY_COME_TWICE
    }

    private final String label;
    private final int shortest;
    private final int longest;
    private final Mails mails;

    FaultKind(String label, int shortest, int longest, Mails mails) {
        this.label = label;
        this.shortest = shortest;
        this.longest = longest;
        this.mails = mails;
    }

    String label() {
        return label;
    }

    /** In seconds. */
    int shortest() {
        return shortest;
    }

    /** In seconds. */
    int longest() {
        return longest;
    }

    /** Whether a provider is unavailable for so long that no order can be completed meanwhile. Occurs once in a run. */
    boolean isLong() {
        return this == MAIL_AWAY || this == GATEWAY_AWAY;
    }

    /** Whether a mail becomes a dead letter at once. All other faults only delay mails. */
    boolean explainsDeadMail() {
        return this == MAIL_5XX;
    }

    /** Whether orders must be completed during the fault. */
    boolean isSurvived() {
        return this == KILL_NODE;
    }

    /** Whether the fault may occur between the mail server's acceptance of a mail and the commit that records it. */
    boolean explainsSecondMail() {
        return mails == MAY_COME_TWICE;
    }
}
