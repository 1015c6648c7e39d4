package io.orderflow.chaos;

import java.util.function.Predicate;
import java.util.random.RandomGenerator;

/** The kinds of orders, with their share in per cent and the expected result. */
enum OrderKind {
    GOOD(60, "pm_card_visa", "good", true),
    DUPLICATE(10, "pm_card_visa", "twice", true),
    FLAKY(10, "pm_flaky", "flaky", true),
    DECLINED(10, "pm_card_declined", "declined", false),
    /** Fails in payment: a dead letter after the last attempt. */
    UNANSWERED(3, "pm_gateway_timeout", "unanswered", false),
    /** The gateway charges once, but its answer never arrives; payment-service asks for the charge. */
    ANSWER_LOST(3, "pm_answer_lost", "answer-lost", true),
    /** Fails in e-mail: the mailbox does not exist. */
    NO_MAILBOX(4, "pm_card_visa", NoMailbox.NAME, true);

    private final int share;
    private final String token;
    private final String customer;
    private final boolean paid;

    OrderKind(int share, String token, String customer, boolean paid) {
        this.share = share;
        this.token = token;
        this.customer = customer;
        this.paid = paid;
    }

    static OrderKind any(RandomGenerator random) {
        int left = random.nextInt(100);
        for (OrderKind kind : values()) {
            left -= kind.share;
            if (left < 0) {
                return kind;
            }
        }
        throw new IllegalStateException("The shares do not add up to a hundred.");
    }

    /** Returns a random kind among those allowed, according to their shares. */
    static OrderKind any(RandomGenerator random, Predicate<OrderKind> mayCome) {
        OrderKind kind = any(random);
        while (!mayCome.test(kind)) {
            kind = any(random);
        }
        return kind;
    }

    String token() {
        return token;
    }

    String address(int number) {
        return customer + "-" + number + "@example.org";
    }

    boolean isPaid() {
        return paid;
    }

    /** Whether payment-service gives up after all attempts. */
    boolean diesInPayment() {
        return this == UNANSWERED;
    }

    /** Whether the gateway answers each charge finally at the first attempt. */
    boolean isAnsweredAtOnce() {
        return this != FLAKY && !diesInPayment();
    }

    static boolean hasNoMailbox(String address) {
        return address.startsWith(NoMailbox.NAME);
    }

    /** In a class of its own, because constants of an enum are initialized after its values. */
    private static final class NoMailbox {
        static final String NAME = "nobody";
    }
}
