package io.orderflow.messaging.retention;

import java.util.function.IntUnaryOperator;

/** Rows that the service forgets after a while, so that they do not grow without bound. */
public interface Retained {

    /** The table, for metrics and logs. */
    String table();

    /**
     * Deletes rows that need not be kept any longer, in one short transaction. Other replicas may do the same at the same time.
     *
     * @param atMost the largest number of rows to delete
     * @return how many rows were deleted; if fewer than {@code atMost}, none is left to delete now
     */
    int forget(int atMost);

    static Retained of(String table, IntUnaryOperator forget) {
        return new Retained() {
            @Override
            public String table() {
                return table;
            }

            @Override
            public int forget(int atMost) {
                return forget.applyAsInt(atMost);
            }
        };
    }
}
