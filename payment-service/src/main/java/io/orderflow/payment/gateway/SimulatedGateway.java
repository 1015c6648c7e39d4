package io.orderflow.payment.gateway;

import io.orderflow.messaging.tracing.Spans;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Stands for a payment provider: it keeps its own books, takes its time, and charges a reference once. What comes of a
 * charge is chosen by its token:
 *
 * <pre>
 *   pm_card_visa        succeeds
 *   pm_card_declined    is declined
 *   pm_gateway_timeout  never gets an answer
 *   pm_flaky            gets no answer twice, then succeeds
 *   pm_answer_lost      succeeds, but the answer never arrives
 *   any other           is declined as unknown
 * </pre>
 */
class SimulatedGateway implements PaymentGateway {

    private static final int FLAKY_FAILURES = 2;

    private final JdbcClient books;
    private final Duration latency;
    private final Clock clock;
    private final Spans spans;

    SimulatedGateway(JdbcClient books, Duration latency, Clock clock, Spans spans) {
        this.books = books;
        this.latency = latency;
        this.clock = clock;
        this.spans = spans;
    }

    @Override
    public String charge(Charge charge) {
        return spans.call("charge", "simulated-gateway", () -> answer(charge));
    }

    private String answer(Charge charge) {
        int attempts = recordAttempt(charge);
        takeTime();
        switch (charge.paymentMethod()) {
            case "pm_card_visa":
                return book(charge);
            case "pm_answer_lost":
                book(charge);
                throw new GatewayUnavailable("the gateway's answer was lost");
            case "pm_gateway_timeout":
                throw new GatewayUnavailable("the gateway gave no answer in time");
            case "pm_flaky":
                if (attempts <= FLAKY_FAILURES) {
                    throw new GatewayUnavailable(
                            "the gateway gave no answer in time, as it will for the next call or two");
                }
                return book(charge);
            case "pm_card_declined":
                return booked(charge).orElseThrow(() -> new PaymentDeclined("the card was declined"));
            default:
                return booked(charge).orElseThrow(() -> new PaymentDeclined("the payment method is not known"));
        }
    }

    private int recordAttempt(Charge charge) {
        return books.sql("""
                with added as (
                    insert into gateway.attempt (reference, idempotency_key, started_at) values (?, ?, ?))
                select count(*) + 1 from gateway.attempt where idempotency_key = ?""")
                .params(
                        charge.reference(),
                        charge.idempotencyKey(),
                        Timestamp.from(clock.instant()),
                        charge.idempotencyKey())
                .query(Integer.class)
                .single();
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
                .or(() -> booked(charge))
                .orElseThrow();
    }

    private Optional<String> booked(Charge charge) {
        return books.sql("select id from gateway.charge where reference = ?")
                .param(charge.reference())
                .query(String.class)
                .optional();
    }

    private void takeTime() {
        try {
            Thread.sleep(latency.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new GatewayUnavailable("interrupted", e);
        }
    }
}
