package io.orderflow.payment.gateway;

import io.orderflow.messaging.NonRetryableException;
import io.orderflow.messaging.ProviderUnavailableException;
import io.orderflow.messaging.RetryLaterException;
import io.orderflow.messaging.tracing.Tracing;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.web.client.ResourceAccessException;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;

/**
 * Calls a gateway over HTTP: {@code POST charges} with an {@code Idempotency-Key} and the {@code reference} that is charged once.
 * {@code GET charges/REFERENCE} names its charge, or answers 404.
 *
 * <pre>
 *   2xx                                 made the charge and names it
 *   402                                 declines the charge
 *   429, 503                            throttles: retry after {@code Retry-After}, if present; 429 pauses all charges
 *   408, 409, 425                       this charge failed, another attempt may succeed
 *   401, other 5xx, no answer           the gateway is unavailable
 *   any other                           a permanent failure: the gateway will never accept this request
 * </pre>
 *
 * A probe is {@code HEAD} on the base address.
 */
class HttpGateway implements PaymentGateway {

    private record Request(String reference, BigDecimal amount, String currency, String paymentMethod) {}

    private record Answer(String id) {}

    private final RestClient http;
    private final Duration longestCall;
    private final Tracing tracing;

    HttpGateway(RestClient http, Duration longestCall, Tracing tracing) {
        this.http = http;
        this.longestCall = longestCall;
        this.tracing = tracing;
    }

    @Override
    public String name() {
        return "payment-gateway";
    }

    @Override
    public Duration longestCall() {
        return longestCall;
    }

    @Override
    public void probe() {
        try {
            int status = http.head()
                    .uri("")
                    .exchange((request, response) -> response.getStatusCode().value());
            if (status == HttpStatus.UNAUTHORIZED.value() || status >= HttpStatus.INTERNAL_SERVER_ERROR.value()) {
                throw ProviderUnavailableException.unreachable("the gateway answered a probe with " + status, null);
            }
        } catch (RestClientException e) {
            throw ProviderUnavailableException.unreachable("the gateway did not answer a probe", e);
        }
    }

    @Override
    public String charge(Charge charge, Runnable arrived) {
        return tracing.call("charge", "payment-gateway", () -> post(charge));
    }

    private String post(Charge charge) {
        try {
            return http.post()
                    .uri("charges")
                    .header("Idempotency-Key", charge.idempotencyKey())
                    .body(new Request(charge.reference(), charge.amount(), charge.currency(), charge.paymentMethod()))
                    .exchange((request, response) -> {
                        if (response.getStatusCode().is2xxSuccessful()) {
                            return chargeId(response.bodyTo(Answer.class));
                        }
                        throw failure(response.getStatusCode(), response.getHeaders());
                    });
        } catch (ResourceAccessException e) {
            throw NoConnection.isCauseOf(e)
                    ? ProviderUnavailableException.unreachable("no connection to the gateway", e)
                    : ProviderUnavailableException.noAnswer("the gateway gave no answer", e);
        } catch (RestClientException e) {
            throw ProviderUnavailableException.noAnswer("the gateway gave no usable answer", e);
        }
    }

    @Override
    public Optional<String> find(String reference) {
        try {
            return http.get().uri("charges/{reference}", reference).exchange((request, response) -> {
                if (response.getStatusCode().is2xxSuccessful()) {
                    return Optional.of(chargeId(response.bodyTo(Answer.class)));
                }
                if (response.getStatusCode().isSameCodeAs(HttpStatus.NOT_FOUND)) {
                    return Optional.empty();
                }
                throw ProviderUnavailableException.noAnswer(
                        "the gateway answered " + response.getStatusCode().value(), null);
            });
        } catch (RestClientException e) {
            throw ProviderUnavailableException.noAnswer("the gateway gave no usable answer", e);
        }
    }

    private static RuntimeException failure(HttpStatusCode status, HttpHeaders headers) {
        String what = "the gateway answered " + status.value();
        return switch (status.value()) {
            case 401 -> ProviderUnavailableException.unreachable(what, null);
            case 402 -> new PaymentDeclinedException("the card was declined");
            case 408, 409, 425 -> new ChargeUncertainException(what);
            case 429 -> new RetryLaterException(what, RetryAfter.of(headers, Clock.systemUTC()), true);
            case 503 -> new RetryLaterException(what, RetryAfter.of(headers, Clock.systemUTC()), false);
            default ->
                status.is5xxServerError()
                        ? ProviderUnavailableException.noAnswer(what, null)
                        : new NonRetryableException("the gateway rejected the request with status " + status.value());
        };
    }

    private static String chargeId(@Nullable Answer answer) {
        if (answer == null || answer.id() == null) {
            throw new ChargeUncertainException("the gateway's answer names no charge");
        }
        return answer.id();
    }
}
