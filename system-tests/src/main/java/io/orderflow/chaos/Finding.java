package io.orderflow.chaos;

/** Something in the books that must not be. */
record Finding(Kind kind, String text) {

    enum Kind {
        /** An order, a payment, a mail or a result is not where it must be. */
        LOST("lost"),
        DOUBLE_CHARGE("double charges"),
        /** Sent twice, and no fault came between the two. */
        UNEXPLAINED_MAIL("double mails without a cause"),
        /** Told or answered otherwise than it is. */
        WRONG("wrong");

        private final String label;

        Kind(String label) {
            this.label = label;
        }

        String label() {
            return label;
        }
    }
}
