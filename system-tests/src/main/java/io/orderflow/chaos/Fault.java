package io.orderflow.chaos;

/** Something that breaks the system, and how it is repaired. */
interface Fault {

    /** Returns when it is broken. */
    void inject() throws Exception;

    /** Returns when it is repaired, which a process may take a while to show. */
    void heal() throws Exception;

    /** Whom it hits, such as {@code payment-service-2}. */
    String target();

    static Fault of(String target, Step inject, Step heal) {
        return new Fault() {
            @Override
            public void inject() throws Exception {
                inject.take();
            }

            @Override
            public void heal() throws Exception {
                heal.take();
            }

            @Override
            public String target() {
                return target;
            }
        };
    }

    @FunctionalInterface
    interface Step {
        void take() throws Exception;
    }
}
