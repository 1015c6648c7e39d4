package io.orderflow.payment.gateway;

import io.orderflow.messaging.PermanentFailure;
import io.orderflow.messaging.tracing.Spans;
import java.math.BigDecimal;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;

/**
 * Speaks to a gateway over HTTP: {@code POST charges} with an {@code Idempotency-Key} and the {@code reference} that is charged once. {@code 2xx} names the charge,
 * {@code 402} declines it; {@code 408}, {@code 409}, {@code 425}, {@code 429}, {@code 5xx} and silence may heal; any
 * other {@code 4xx} means that this request will never be understood.
 */
class HttpGateway implements PaymentGateway {

    private record Request(String reference, BigDecimal amount, String currency, String paymentMethod) {}

    private record Answer(String id) {}

    private final RestClient http;
    private final Spans spans;

    HttpGateway(RestClient http, Spans spans) {
        this.http = http;
        this.spans = spans;
    }

    @Override
    public String charge(Charge charge) {
        return spans.call("charge", "payment-gateway", () -> post(charge));
    }

    private String post(Charge charge) {
        try {
            return http.post()
                    .uri("charges")
                    .header("Idempotency-Key", charge.idempotencyKey())
                    .body(new Request(charge.reference(), charge.amount(), charge.currency(), charge.paymentMethod()))
                    .exchange((request, response) -> {
                        HttpStatusCode status = response.getStatusCode();
                        if (status.is2xxSuccessful()) {
                            return chargeId(response.bodyTo(Answer.class));
                        }
                        if (status.isSameCodeAs(HttpStatus.PAYMENT_REQUIRED)) {
                            throw new PaymentDeclined("the card was declined");
                        }
                        if (status.is5xxServerError() || mayHeal(status)) {
                            throw new GatewayUnavailable("the gateway answered " + status.value());
                        }
                        throw new PermanentFailure(
                                "the gateway does not accept the request, it answered " + status.value());
                    });
        } catch (RestClientException e) {
            throw new GatewayUnavailable("the gateway gave no usable answer", e);
        }
    }

    private static String chargeId(Answer answer) {
        if (answer == null || answer.id() == null) {
            throw new GatewayUnavailable("the gateway's answer names no charge");
        }
        return answer.id();
    }

    private static boolean mayHeal(HttpStatusCode status) {
        return switch (status.value()) {
            case 408, 409, 425, 429 -> true;
            default -> false;
        };
    }
}
