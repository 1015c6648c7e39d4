package io.orderflow.messaging.ratelimit;

import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** A token in the hands of this replica, for as many permits as its weight. It is returned when all of them have ended. */
final class Token {

    private final int number;
    private final long startAt;
    private final BooleanSupplier held;
    private final Consumer<Token> onEnd;
    private int open;
    private boolean used;

    /**
     * @param startAt on the database's clock; with the number it tells this hold of the token from others
     * @param held whether the database still knows this replica as one that lives
     * @param onEnd is called once, when the last permit has ended
     */
    Token(int number, long startAt, int permits, BooleanSupplier held, Consumer<Token> onEnd) {
        this.number = number;
        this.startAt = startAt;
        this.open = permits;
        this.held = held;
        this.onEnd = onEnd;
    }

    int number() {
        return number;
    }

    long startAt() {
        return startAt;
    }

    boolean isHeld() {
        return held.getAsBoolean();
    }

    /** Whether any effect was started. Otherwise the token need not rest. */
    synchronized boolean isUsed() {
        return used;
    }

    void permitEnded(boolean started) {
        boolean last;
        synchronized (this) {
            used |= started;
            open--;
            last = open == 0;
        }
        if (last) {
            onEnd.accept(this);
        }
    }
}
