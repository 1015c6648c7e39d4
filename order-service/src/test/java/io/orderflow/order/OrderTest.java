package io.orderflow.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderflow.messages.Priority;
import io.orderflow.order.OrderEvent.ConfirmationFailed;
import io.orderflow.order.OrderEvent.ConfirmationSent;
import io.orderflow.order.OrderEvent.OrderPlaced;
import io.orderflow.order.OrderEvent.OrderShipped;
import io.orderflow.order.OrderEvent.PaymentCompleted;
import io.orderflow.order.OrderEvent.PaymentFailed;
import io.orderflow.order.OrderEvent.PaymentRequested;
import io.orderflow.order.OrderEvent.ReminderCancelled;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Computes orders from events: the state must not depend on the order in which the results of other services arrive. */
class OrderTest {

    private static final Instant NOON = Instant.parse("2026-01-02T12:00:00Z");
    private static final UUID FIRST = new UUID(0, 1);
    private static final UUID SECOND = new UUID(0, 2);
    private static final UUID THIRD = new UUID(0, 3);

    private record Step(OrderEvent event, int minute) {

        Instant at() {
            return NOON.plusSeconds(60L * minute);
        }

        /** The payment request that must precede this event. */
        UUID after() {
            return event instanceof PaymentCompleted it
                    ? it.request()
                    : event instanceof PaymentFailed it ? it.request() : null;
        }
    }

    private static final Step ASKED_AGAIN = new Step(new PaymentRequested(SECOND), 20);
    private static final Step ASKED_A_THIRD_TIME = new Step(new PaymentRequested(THIRD), 40);

    private static Step failed(UUID request, int minute) {
        return new Step(new PaymentFailed(request, "declined in minute " + minute), minute);
    }

    private static Step paid(UUID request, int minute) {
        return new Step(new PaymentCompleted(request, "ch_" + minute), minute);
    }

    private static final Step CONFIRMED = new Step(new ConfirmationSent("<1>"), 5);
    private static final Step CONFIRMED_ONCE_MORE = new Step(new ConfirmationSent("<1>"), 7);
    private static final Step UNCONFIRMED = new Step(new ConfirmationFailed("no"), 3);

    static Stream<Arguments> stories() {
        return Stream.of(
                story("PLACED PENDING -"),
                story("PAID PENDING -", paid(FIRST, 1)),
                story("PAYMENT_FAILED PENDING declined in minute 1", failed(FIRST, 1)),
                story("PAYMENT_FAILED PENDING declined in minute 2", failed(null, 1), failed(null, 2)),
                story(
                        "PAID SENT -",
                        failed(FIRST, 1),
                        paid(FIRST, 2),
                        paid(FIRST, 4),
                        UNCONFIRMED,
                        CONFIRMED,
                        CONFIRMED_ONCE_MORE),
                story("PLACED FAILED -", failed(FIRST, 1), failed(null, 2), ASKED_AGAIN, UNCONFIRMED),
                story(
                        "PAYMENT_FAILED PENDING declined in minute 21",
                        failed(FIRST, 1),
                        ASKED_AGAIN,
                        failed(SECOND, 21),
                        failed(FIRST, 30)),
                story(
                        "PAID PENDING -",
                        failed(FIRST, 1),
                        ASKED_AGAIN,
                        failed(FIRST, 19),
                        failed(SECOND, 21),
                        paid(SECOND, 25)),
                story("PAID PENDING -", failed(null, 1), ASKED_AGAIN, failed(SECOND, 21), paid(null, 25)),
                story(
                        "PLACED SENT -",
                        failed(FIRST, 1),
                        ASKED_AGAIN,
                        failed(SECOND, 21),
                        ASKED_A_THIRD_TIME,
                        failed(SECOND, 45),
                        CONFIRMED),
                story(
                        "PAYMENT_FAILED PENDING declined in minute 44",
                        failed(FIRST, 1),
                        ASKED_AGAIN,
                        failed(SECOND, 21),
                        ASKED_A_THIRD_TIME,
                        failed(THIRD, 43),
                        failed(THIRD, 44)),
                story(
                        "SHIPPED SENT -",
                        failed(FIRST, 1),
                        paid(FIRST, 2),
                        new Step(new OrderShipped(), 50),
                        CONFIRMED,
                        new Step(new ReminderCancelled(), 2)));
    }

    private static Arguments story(String end, Step... steps) {
        return Arguments.of(end, List.of(steps));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("stories")
    void reachesTheSameStateForEveryOrderAndRepetitionOfResults(String end, List<Step> steps) {
        Set<List<Object>> states = new HashSet<>();
        for (List<Step> arrival : possibleArrivals(steps)) {
            Order order = placed();
            arrival.forEach(step -> order.apply(step.event(), step.at()));
            states.add(state(order));
            // Results may be redelivered at any later time and in another order; a request is made once.
            for (int i = arrival.size() - 1; i >= 0; i--) {
                if (!(arrival.get(i).event() instanceof PaymentRequested)) {
                    order.apply(arrival.get(i).event(), arrival.get(i).at());
                    states.add(state(order));
                }
            }
        }

        assertThat(states).hasSize(1);
        List<Object> state = states.iterator().next();
        assertThat("%s %s %s".formatted(state.get(0), state.get(1), Objects.requireNonNullElse(state.get(2), "-")))
                .isEqualTo(end);
    }

    @Test
    void keepsTheEarliestTimeOfRepeatedResults() {
        Order order = placed();
        Stream.of(paid(FIRST, 9), paid(FIRST, 8), paid(FIRST, 10), CONFIRMED, CONFIRMED_ONCE_MORE)
                .forEach(step -> order.apply(step.event(), step.at()));

        assertThat(order.paidAt()).isEqualTo(paid(FIRST, 8).at());
        assertThat(order.confirmedAt()).isEqualTo(CONFIRMED.at());
    }

    @Test
    void isShippedOnceAndOnlyIfPaid() {
        Order order = placed();
        assertThatThrownBy(order::ship).isInstanceOf(OrderConflictException.class);
        order.apply(failed(FIRST, 1).event(), NOON);
        assertThatThrownBy(order::ship).isInstanceOf(OrderConflictException.class);
        order.apply(paid(FIRST, 2).event(), NOON);

        order.apply(order.ship(), NOON);

        assertThat(order.status()).isEqualTo(OrderStatus.SHIPPED);
        assertThatThrownBy(order::ship).isInstanceOf(OrderConflictException.class);
    }

    @Test
    void isPaidAgainOnlyAfterAFailedPayment() {
        Order order = placed();
        assertThatThrownBy(() -> order.requestPayment(SECOND)).isInstanceOf(OrderConflictException.class);
        order.apply(failed(FIRST, 1).event(), NOON);

        order.apply(order.requestPayment(SECOND), NOON);

        assertThat(order.status()).isEqualTo(OrderStatus.PLACED);
        assertThatThrownBy(() -> order.requestPayment(THIRD)).isInstanceOf(OrderConflictException.class);
        order.apply(paid(SECOND, 2).event(), NOON);
        assertThatThrownBy(() -> order.requestPayment(THIRD)).isInstanceOf(OrderConflictException.class);
    }

    private static Order placed() {
        Order order = new Order(new UUID(0, 0));
        order.apply(
                new OrderPlaced(
                        "ada@example.org",
                        Priority.VIP,
                        "EUR",
                        BigDecimal.TEN,
                        List.of(new OrderItem("book", 1, BigDecimal.TEN)),
                        null,
                        null),
                NOON);
        return order;
    }

    private static List<Object> state(Order order) {
        return Arrays.asList(
                order.status(),
                order.confirmation(),
                order.failureReason(),
                order.latestRequest(),
                order.paidAt(),
                order.failedAt(),
                order.confirmedAt(),
                order.shippedAt());
    }

    /** All orders of these steps in which each answer follows its request, and the requests keep their order. */
    private static List<List<Step>> possibleArrivals(List<Step> steps) {
        List<List<Step>> all = new ArrayList<>();
        arrange(steps, new ArrayList<>(), all);
        return all;
    }

    private static void arrange(List<Step> left, List<Step> arrived, List<List<Step>> all) {
        if (left.isEmpty()) {
            all.add(List.copyOf(arrived));
        }
        for (Step next : left) {
            boolean mustWait = left.stream().anyMatch(it -> it != next && mustPrecede(it, next));
            if (!mustWait) {
                List<Step> rest = new ArrayList<>(left);
                rest.remove(next);
                arrived.add(next);
                arrange(rest, arrived, all);
                arrived.remove(arrived.size() - 1);
            }
        }
    }

    private static boolean mustPrecede(Step other, Step next) {
        return other.event() instanceof PaymentRequested request
                && (request.request().equals(next.after())
                        || next.event() instanceof PaymentRequested && other.minute() < next.minute());
    }
}
