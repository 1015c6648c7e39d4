package io.orderflow.chaos;

/** A contradiction in the data. */
record Finding(Kind kind, String text) {

    enum Kind {
        /** An order, a payment, a mail or a result is missing. */
        LOST("lost"),
        DOUBLE_CHARGE("double charges"),
        /** The mail was sent twice without a fault between the two. */
        UNEXPLAINED_MAIL("double mails without a cause"),
        /** A recorded or reported result is wrong. */
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
