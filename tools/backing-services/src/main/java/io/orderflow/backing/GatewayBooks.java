package io.orderflow.backing;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * The charges and the answers of a payment gateway. The gateway charges a reference once. Until it is charged, an
 * idempotency key that was declined gets the same answer again. The payment method decides the outcome:
 *
 * <pre>
 *   pm_card_visa        succeeds
 *   pm_card_declined    is declined
 *   pm_gateway_timeout  never gets an answer
 *   pm_flaky            fails with 500 twice, then succeeds
 *   pm_answer_lost      succeeds, but the connection closes without an answer
 *   any other           is declined
 * </pre>
 */
final class GatewayBooks {

    private static final int FLAKY_FAILURES = 2;

    /** Protects the memory. After so many keys, charges with a new key fail. */
    private static final int MAX_KEYS = 100_000;

    private final Map<String, PaymentGatewayProcess.Charge> charges = new LinkedHashMap<>();
    private final Map<String, Integer> attempts = new HashMap<>();
    private final Set<String> declined = new HashSet<>();

    /** A client's request for a charge. */
    record Request(String reference, BigDecimal amount, String currency, String paymentMethod) {}

    /** The answer to the client. */
    sealed interface Answer {
        record Charged(String id) implements Answer {}

        record Declined() implements Answer {}

        record Failed() implements Answer {}

        /** The connection is closed without an answer. */
        record Lost() implements Answer {}

        /** The connection stays open without an answer. */
        record Never() implements Answer {}
    }

    synchronized Answer answer(String key, Request request) {
        if (attempts.size() >= MAX_KEYS && !attempts.containsKey(key)) {
            return new Answer.Failed();
        }
        int attempt = attempts.merge(key, 1, Integer::sum);
        return switch (request.paymentMethod()) {
            case "pm_gateway_timeout" -> new Answer.Never();
            case "pm_answer_lost" -> {
                book(key, request);
                yield new Answer.Lost();
            }
            case "pm_flaky" -> attempt <= FLAKY_FAILURES ? new Answer.Failed() : charge(key, request);
            case "pm_card_visa" -> charge(key, request);
            default -> decline(key, request);
        };
    }

    private Answer charge(String key, Request request) {
        boolean wasDeclined = declined.contains(key) && !charges.containsKey(request.reference());
        return wasDeclined ? new Answer.Declined() : new Answer.Charged(book(key, request));
    }

    private Answer decline(String key, Request request) {
        Optional<String> charged =
                Optional.ofNullable(charges.get(request.reference())).map(PaymentGatewayProcess.Charge::id);
        if (charged.isPresent()) {
            return new Answer.Charged(charged.get());
        }
        declined.add(key);
        return new Answer.Declined();
    }

    private String book(String key, Request request) {
        return charges.computeIfAbsent(
                        request.reference(),
                        reference -> new PaymentGatewayProcess.Charge(
                                "ch_" + UUID.randomUUID(), reference, key, request.amount(), request.currency()))
                .id();
    }

    synchronized Optional<Answer.Charged> find(String reference) {
        return Optional.ofNullable(charges.get(reference)).map(it -> new Answer.Charged(it.id()));
    }

    synchronized List<PaymentGatewayProcess.Charge> charges() {
        return new ArrayList<>(charges.values());
    }
}
