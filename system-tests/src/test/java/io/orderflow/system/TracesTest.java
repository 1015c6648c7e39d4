package io.orderflow.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orderflow.system.TraceReceiver.Span;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The trace of one order, collected from all services. */
class TracesTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String CALLER = "00f067aa0ba902b7";

    @BeforeAll
    static void allRun() {
        TestSystem.SERVICES.forEach(TestSystem::startAndAwait);
    }

    @Test
    void oneOrderMakesOneConnectedTraceIncludingRetries() {
        // A VIP order overtakes the thousands of orders that other tests may have left for slower consumers.
        Shop.place("traced@example.org", "pm_flaky", "VIP", "00-%s-%s-01".formatted(TRACE, CALLER));

        String request = "order-service: http post /orders";
        String published = request + " > order-service: orders publish";
        String mailed = published + " > email-service: email.vip process";
        String mailTold = mailed + " > email-service: order.results publish";
        String first = published + " > payment-service: payment.vip process";
        String firstWait = first + " > payment-service: payment.retry.2s publish";
        String second = firstWait + " > payment-service: payment.vip process";
        String secondWait = second + " > payment-service: payment.retry.4s publish";
        String third = secondWait + " > payment-service: payment.vip process";
        String paymentTold = third + " > payment-service: order.results publish";
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(paths())
                        .containsExactlyInAnyOrder(
                                request,
                                published,
                                mailed,
                                mailed + " > email-service: SMTP send",
                                mailTold,
                                mailTold + " > order-service: order-results process",
                                first,
                                first + " > payment-service: charge",
                                firstWait,
                                second,
                                second + " > payment-service: charge",
                                secondWait,
                                third,
                                third + " > payment-service: charge",
                                paymentTold,
                                paymentTold + " > order-service: order-results process",
                                paymentTold + " > more-consumers: analytics-results process",
                                published + " > more-consumers: inventory.vip process",
                                published + " > more-consumers: sms.vip process",
                                published + " > more-consumers: analytics.vip process"));
    }

    /** The path from the request to each span. A permit that lapses makes two spans for one attempt, with the same path. */
    private static Set<String> paths() {
        List<Span> spans = TestSystem.TRACES.spans().stream()
                .filter(it -> it.trace().equals(TRACE))
                .toList();
        Map<String, Span> byId = new TreeMap<>();
        spans.forEach(it -> byId.put(it.id(), it));
        return spans.stream().map(it -> path(it, byId)).collect(Collectors.toSet());
    }

    private static String path(Span span, Map<String, Span> byId) {
        String here = span.service() + ": " + span.name();
        if (span.parent().equals(CALLER)) {
            return here;
        }
        Span parent = byId.get(span.parent());
        return parent == null ? "lost: " + here : path(parent, byId) + " > " + here;
    }
}
