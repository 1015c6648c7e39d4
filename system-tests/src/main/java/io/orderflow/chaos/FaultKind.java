package io.orderflow.chaos;

import static io.orderflow.chaos.FaultKind.Mails.MAY_COME_TWICE;
import static io.orderflow.chaos.FaultKind.Mails.ONCE;

import java.util.List;
import java.util.stream.Stream;

/** All that can be done to the system, for how many seconds, and whether a mail may be sent twice for it. */
enum FaultKind {
    KILL_ORDERS("kill -9 of order-service", 1, 4, ONCE),
    KILL_PAYMENTS("kill -9 of payment-service", 1, 4, ONCE),
    KILL_EMAILS("kill -9 of email-service", 1, 4, MAY_COME_TWICE),
    KILL_BROKER("kill -9 of the broker", 1, 4, ONCE),
    /** Of one that is a cluster, which works on without it. */
    KILL_NODE("kill -9 of a node of the broker", 5, 10, ONCE),
    KILL_DATABASE("kill -9 of PostgreSQL", 1, 4, MAY_COME_TWICE),
    /** Longer than heartbeats and customers wait. */
    FREEZE_ORDERS("freeze an order-service", 10, 14, ONCE),
    FREEZE_PAYMENTS("freeze a payment-service", 10, 14, ONCE),
    FREEZE_EMAILS("freeze an email-service", 10, 14, MAY_COME_TWICE),
    CUT_BROKER("cut connections to the broker", 2, 5, ONCE),
    CUT_DATABASE("cut connections to PostgreSQL", 2, 5, MAY_COME_TWICE),
    CUT_SMTP("cut connections to the mail server", 2, 5, MAY_COME_TWICE),
    DELAY_BROKER("delay the broker", 3, 6, ONCE),
    DELAY_DATABASE("delay PostgreSQL", 3, 6, ONCE),
    DELAY_SMTP("delay the mail server", 3, 6, ONCE),
    MAIL_4XX("mail server answers 451", 2, 5, ONCE),
    MAIL_5XX("mail server answers 550", 1, 2, ONCE),
    /** Connections are refused, or accepted and never answered. */
    MAIL_AWAY("take the mail server away", 60, 75, MAY_COME_TWICE),
    GATEWAY_AWAY("take the payment gateway away", 60, 75, ONCE),
    FULL_QUEUE("fill a queue to its length limit", 3, 6, ONCE),
    NO_WAY_BACK("unbind the way back from the wait queues", 3, 6, ONCE),
    REPEAT("deliver every order twice", 4, 6, ONCE),
    POISON("put messages that make no sense on the queues", 1, 1, ONCE);

    /** What can be done to processes of this machine. */
    static final List<FaultKind> TO_PROCESSES =
            Stream.of(values()).filter(kind -> kind != KILL_NODE).toList();

    /** What is done to containers that are a cluster: each of three nodes dies once. */
    static final List<FaultKind> TO_A_CLUSTER =
            List.of(KILL_NODE, KILL_NODE, KILL_NODE, KILL_ORDERS, KILL_PAYMENTS, KILL_EMAILS);

    /** What a fault may do to a mail under way. */
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

    /** Seconds. */
    int shortest() {
        return shortest;
    }

    /** Seconds. */
    int longest() {
        return longest;
    }

    /** Whether a provider is away for so long that no order can be finished meanwhile. It comes once in a run. */
    boolean isLong() {
        return this == MAIL_AWAY || this == GATEWAY_AWAY;
    }

    /** Whether a mail that it hits becomes a dead letter at once. All others delay a mail and no more. */
    boolean explainsDeadMail() {
        return this == MAIL_5XX;
    }

    /** Whether orders must get through while it lasts. */
    boolean isSurvived() {
        return this == KILL_NODE;
    }

    /** Whether it may come between the mail server's acceptance of a mail and the commit that remembers it. */
    boolean explainsSecondMail() {
        return mails == MAY_COME_TWICE;
    }
}
