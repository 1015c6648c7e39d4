package io.orderflow.chaos;

/** Breaks the system and repairs it. */
interface Fault {

    /** Returns when the fault is effective. */
    void inject() throws Exception;

    /** Returns when the fault is repaired; a process may take longer to recover. */
    void heal() throws Exception;

    /** The part that is hit, such as {@code payment-service-2}. */
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
