package io.orderflow.messaging.ratelimit;

import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** A token that this replica holds, for as many permits as its weight. The token is returned when all its permits have ended. */
final class Token {

    private final int number;
    private final long startAt;
    private final BooleanSupplier held;
    private final Consumer<Token> onEnd;
    private int open;
    private boolean used;

    /**
     * @param startAt on the database's clock; together with the number it identifies this hold of the token
     * @param held whether the database still lists this replica as alive
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

    /** Whether any effect was started. An unused token need not rest. */
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
