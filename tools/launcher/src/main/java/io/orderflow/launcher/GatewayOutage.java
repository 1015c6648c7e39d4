package io.orderflow.launcher;

/**
 * Simulates an outage of the simulated payment gateway, which is part of payment-service. While the table {@code gateway.outage} of the
 * database {@code payments} has a row, every charge fails as if there were no connection.
 */
public final class GatewayOutage {

    public static final String DATABASE = "payments";
    static final String BEGIN = """
            insert into gateway.outage (since)
            select clock_timestamp() where not exists (select from gateway.outage)""";
    static final String END = "delete from gateway.outage";
    public static final String STATE =
            "select case when exists (select from gateway.outage) then 'away' else 'ready' end";

    private final Sql payments;

    /** @param payments the database of payment-service, with the service's own permissions */
    public GatewayOutage(Sql payments) {
        this.payments = payments;
    }

    /** Has no effect during an outage. */
    public void begin() {
        payments.execute(BEGIN);
    }

    public void end() {
        payments.execute(END);
    }

    /** {@code ready}, {@code away}, or {@code unknown} if the database does not answer. */
    public String state() {
        try {
            return payments.row(STATE).values().iterator().next();
        } catch (LauncherException e) {
            return "unknown";
        }
    }

    /** The statement behind {@code start}, {@code stop} or {@code kill}. */
    public static String statement(String action) {
        return action.equals("start") ? END : BEGIN;
    }
}
