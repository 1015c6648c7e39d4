package io.orderflow.payment.gateway;

import io.orderflow.messaging.ProviderUnavailableException;
import io.orderflow.messaging.tracing.Tracing;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Simulates a payment provider: it keeps its own ledger, takes some time, and charges a reference once. The token selects the result of
 * a charge:
 *
 * <pre>
 *   pm_card_visa        succeeds
 *   pm_card_declined    is declined
 *   pm_gateway_timeout  never gets an answer
 *   pm_flaky            gets no answer twice, then succeeds
 *   pm_answer_lost      succeeds, but the answer never arrives; only asking for the charge finds it
 *   any other           is declined as unknown
 * </pre>
 *
 * While {@code gateway.outage} contains a row, the gateway refuses connections.
 */
class SimulatedGateway implements PaymentGateway {

    private static final int FLAKY_FAILURES = 2;

    /** The time for its database, in addition to the latency. */
    private static final Duration ANSWERS_WITHIN = Duration.ofSeconds(5);

    private final JdbcClient books;
    private final Duration latency;
    private final Clock clock;
    private final Tracing tracing;

    SimulatedGateway(JdbcClient books, Duration latency, Clock clock, Tracing tracing) {
        this.books = books;
        this.latency = latency;
        this.clock = clock;
        this.tracing = tracing;
    }

    @Override
    public String name() {
        return "payment-gateway";
    }

    @Override
    public Duration longestCall() {
        return latency.plus(ANSWERS_WITHIN);
    }

    @Override
    public void probe() {
        boolean away = books.sql("select exists (select from gateway.outage)")
                .query(Boolean.class)
                .single();
        if (away) {
            throw noConnection();
        }
    }

    private static ProviderUnavailableException noConnection() {
        return ProviderUnavailableException.unreachable("no connection to the gateway", null);
    }

    @Override
    public String charge(Charge charge, Runnable arrived) {
        return tracing.call("charge", "simulated-gateway", () -> answer(charge, arrived));
    }

    @Override
    public Optional<String> find(String reference) {
        probe();
        return booked(reference);
    }

    private String answer(Charge charge, Runnable arrived) {
        int attempts = recordAttempt(charge);
        arrived.run();
        takeTime();
        switch (charge.paymentMethod()) {
            case "pm_card_visa":
                return book(charge);
            case "pm_answer_lost":
                book(charge);
                throw new ChargeUncertainException("the gateway's answer was lost");
            case "pm_gateway_timeout":
                throw new ChargeUncertainException("the gateway gave no answer in time");
            case "pm_flaky":
                if (attempts <= FLAKY_FAILURES) {
                    throw new ChargeUncertainException(
                            "the gateway gave no answer in time, as it will for the next call or two");
                }
                return book(charge);
            case "pm_card_declined":
                return booked(charge.reference())
                        .orElseThrow(() -> new PaymentDeclinedException("the card was declined"));
            default:
                return booked(charge.reference())
                        .orElseThrow(() -> new PaymentDeclinedException("the payment method is not known"));
        }
    }

    private int recordAttempt(Charge charge) {
        return books.sql("""
                with added as (
                    insert into gateway.attempt (reference, idempotency_key, started_at)
                    select :reference, :key, :now where not exists (select from gateway.outage)
                    returning id)
                select (select count(*) from gateway.attempt where idempotency_key = :key) + 1 from added""")
                .param("reference", charge.reference())
                .param("key", charge.idempotencyKey())
                .param("now", Timestamp.from(clock.instant()))
                .query(Integer.class)
                .optional()
                .orElseThrow(SimulatedGateway::noConnection);
    }

    private String book(Charge charge) {
        return books.sql("""
                insert into gateway.charge (id, reference, idempotency_key, amount, currency, charged_at)
                values (?, ?, ?, ?, ?, ?)
                on conflict (reference) do nothing
                returning id""")
                .params(
                        "ch_" + UUID.randomUUID(),
                        charge.reference(),
                        charge.idempotencyKey(),
                        charge.amount(),
                        charge.currency(),
                        Timestamp.from(clock.instant()))
                .query(String.class)
                .optional()
                .or(() -> booked(charge.reference()))
                .orElseThrow();
    }

    private Optional<String> booked(String reference) {
        return books.sql("select id from gateway.charge where reference = ?")
                .param(reference)
                .query(String.class)
                .optional();
    }

    private void takeTime() {
        try {
            Thread.sleep(latency.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw ProviderUnavailableException.unreachable("interrupted", e);
        }
    }
}
