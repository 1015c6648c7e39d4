package io.orderflow.more.analytics;

import static io.orderflow.more.Orders.orderAt;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orderflow.messages.Message;
import io.orderflow.messages.OrderPlaced;
import io.orderflow.messages.PaymentCompleted;
import io.orderflow.messages.PaymentFailed;
import io.orderflow.more.MoreConsumersTest;
import io.orderflow.more.Post;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.client.RestTestClient;

@MoreConsumersTest
class MinutesTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final AtomicInteger USED = new AtomicInteger();

    @Autowired
    private Post post;

    @Autowired
    private RestTestClient client;

    /** Each test uses its own minute, so it counts no messages of other tests. */
    private final Instant minute =
            Instant.now().truncatedTo(ChronoUnit.MINUTES).minus(Duration.ofMinutes(10L * USED.incrementAndGet()));

    @Test
    void countsOrdersAndRevenueOnceIfMessagesAreRedelivered() {
        List<OrderPlaced> orders = List.of(
                orderAt(minute, "19.90", "EUR"),
                orderAt(minute.plusSeconds(59), "0.10", "EUR"),
                orderAt(minute.plusMillis(59_999), "7", "CHF"));
        OrderPlaced next = orderAt(minute.plusSeconds(60), "5.00", "EUR");
        orders.forEach(post::order);
        orders.forEach(post::order);
        post.order(next);
        settle("analytics", orders, orderAt(Instant.EPOCH, "1", "EUR"));

        Minute counted = shown(minute);
        assertThat(counted.orders()).isEqualTo(3);
        assertThat(counted.revenue()).containsOnlyKeys("EUR", "CHF");
        assertThat(counted.revenue().get("EUR")).isEqualByComparingTo("20.00");
        assertThat(counted.revenue().get("CHF")).isEqualByComparingTo("7");
        assertThat(counted.paymentFailureShare()).isNull();
        assertThat(shown(next.time()).orders()).isOne();
    }

    @Test
    void countsConcurrentOrdersOfOneMinute() {
        List<OrderPlaced> orders = IntStream.range(0, 200)
                .mapToObj(i -> orderAt(minute, "0.01", "EUR"))
                .toList();
        orders.forEach(post::order);

        await().atMost(PATIENCE).until(() -> post.handled("analytics", orders) == 200);
        assertThat(shown(minute).orders()).isEqualTo(200);
        assertThat(shown(minute).revenue().get("EUR")).isEqualByComparingTo("2.00");
    }

    @Test
    void computesTheFailureShareIfMessagesAreRedelivered() {
        List<Message> results = List.of(completed(), failed(), completed(), completed());
        results.forEach(post::result);
        results.forEach(post::result);
        PaymentCompleted last = PaymentCompleted.of(UUID.randomUUID(), "ch_1", Instant.EPOCH);
        post.result(last);
        await().atMost(PATIENCE)
                .until(() -> post.handled("analytics-results", results) == 4
                        && post.handled("analytics-results", List.of(last)) == 1);

        Minute counted = shown(minute);
        assertThat(counted.paymentFailureShare()).isEqualTo(0.25);
        assertThat(counted.orders()).isZero();
        assertThat(counted.revenue()).isEmpty();
    }

    @Test
    void returnsTheRequestedMinutesInOrder() {
        Instant now = Instant.now();
        // These times fall between the minutes of the other tests.
        List<OrderPlaced> orders = List.of(
                orderAt(now, "1", "EUR"),
                orderAt(now.minus(Duration.ofMinutes(105)), "1", "EUR"),
                orderAt(now.minus(Duration.ofMinutes(1445)), "1", "EUR"));
        orders.forEach(post::order);
        await().atMost(PATIENCE).until(() -> post.handled("analytics", orders) == 3);

        assertThat(last(50))
                .extracting(Minute::minute)
                .contains(minuteOf(orders.get(0)))
                .doesNotContain(minuteOf(orders.get(1)));
        assertThat(last(150))
                .extracting(Minute::minute)
                .isSorted()
                .contains(minuteOf(orders.get(0)), minuteOf(orders.get(1)));
        assertThat(last(1440)).extracting(Minute::minute).doesNotContain(minuteOf(orders.get(2)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "1441", "99999999999", "1.5", "all"})
    void refusesPeriodsOtherThanOneMinuteToOneDay(String last) {
        get("/analytics/minutes?last=" + last)
                .expectStatus()
                .isBadRequest()
                .expectHeader()
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .expectBody()
                .jsonPath("$.detail")
                .value(String.class, detail -> assertThat(detail).startsWith("last must be "));
    }

    @Test
    void showsRevenueOnlyToOperators() {
        client.get().uri("/analytics/minutes").exchange().expectStatus().isUnauthorized();
    }

    @Test
    void showsTimesAsTextAndSumsAsNumbers() {
        OrderPlaced order = post.order(orderAt(minute, "19.90", "EUR"));
        await().atMost(PATIENCE).until(() -> post.handled("analytics", List.of(order)) == 1);

        String json = get("/analytics/minutes?last=1440")
                .expectStatus()
                .isOk()
                .expectBody(String.class)
                .returnResult()
                .getResponseBody();
        assertThat(json)
                .contains("{\"minute\":\"%s\",\"orders\":1,\"revenue\":{\"EUR\":19.90},\"paymentFailureShare\":null}"
                        .formatted(minute));
    }

    /** The last message is behind the copies in the queue: once it is counted, at most one copy is still in progress. */
    private void settle(String consumer, List<? extends Message> messages, OrderPlaced last) {
        post.order(last);
        await().atMost(PATIENCE)
                .until(() -> post.handled(consumer, messages) == messages.size()
                        && post.handled(consumer, List.of(last)) == 1);
    }

    private PaymentCompleted completed() {
        return PaymentCompleted.of(UUID.randomUUID(), "ch_1", minute.plusSeconds(5));
    }

    private PaymentFailed failed() {
        return PaymentFailed.of(UUID.randomUUID(), "the card was declined", minute.plusSeconds(6));
    }

    private Minute shown(Instant at) {
        return last(1440).stream()
                .filter(it -> it.minute().equals(at))
                .findFirst()
                .orElseThrow();
    }

    private static Instant minuteOf(OrderPlaced order) {
        return order.time().truncatedTo(ChronoUnit.MINUTES);
    }

    private List<Minute> last(int minutes) {
        return get("/analytics/minutes?last=" + minutes)
                .expectStatus()
                .isOk()
                .expectBody(new ParameterizedTypeReference<List<Minute>>() {})
                .returnResult()
                .getResponseBody();
    }

    private RestTestClient.ResponseSpec get(String path) {
        return client.get()
                .uri(path)
                .headers(it -> it.setBasicAuth("operator", MoreConsumersTest.OPS_PASSWORD))
                .exchange();
    }
}
