package io.orderflow.more.inventory;

import static io.orderflow.more.Orders.item;
import static io.orderflow.more.Orders.orderOf;
import static io.orderflow.more.Orders.toldAgain;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orderflow.messages.OrderPlaced;
import io.orderflow.messaging.NonRetryableException;
import io.orderflow.more.DeadLetters;
import io.orderflow.more.MoreConsumersTest;
import io.orderflow.more.Post;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

@Tag("slow")
@MoreConsumersTest
class StockTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int LIMIT = 50;

    @Autowired
    private Post post;

    @Autowired
    private DeadLetters deadLetters;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private Stock stock;

    @Autowired
    private PlatformTransactionManager transactions;

    @Test
    void takesAllItemsEvenIfOneIsListedTwice() {
        String book = stocked(10);
        String pen = stocked(5);

        OrderPlaced order = post.order(orderOf(item(book, 2), item(pen, 5), item(book, 1)));

        await().atMost(PATIENCE).until(() -> post.handled("inventory", List.of(order)) == 1);
        assertThat(onHand(book)).isEqualTo(7);
        assertThat(onHand(pen)).isZero();
    }

    @Test
    void takesNothingIfAnItemIsShortAndNamesTheMissingItems() {
        String book = stocked(10);
        String rare = stocked(3);

        OrderPlaced order = post.order(orderOf(item(book, 2), item(rare, 2), item("unheard-of", 4), item(rare, 3)));

        await().atMost(PATIENCE).until(() -> deadLetters.of("inventory", order).size() == 1);
        assertThat(deadLetters.of("inventory", order)).singleElement().satisfies(it -> {
            assertThat(it.reason()).isEqualTo("permanent");
            assertThat(it.error())
                    .contains("missing: ", "2 of " + rare, "4 of unheard-of")
                    .doesNotContain(book);
        });
        assertThat(onHand(book)).isEqualTo(10);
        assertThat(onHand(rare)).isEqualTo(3);
        assertThat(hasTaken(order)).isFalse();
    }

    @Test
    void takesTheItemsOfARedrivenDeadLetterAfterRestocking() {
        String book = stocked(1);
        OrderPlaced order = post.order(orderOf(item(book, 2)));
        await().atMost(PATIENCE).until(() -> deadLetters.of("inventory", order).size() == 1);
        jdbc.sql("update stock set on_hand = 5 where sku = ?").param(book).update();

        post.order(order);

        await().atMost(PATIENCE).until(() -> hasTaken(order));
        assertThat(onHand(book)).isEqualTo(3);
    }

    @Test
    void neverFallsBelowZeroUnderConcurrencyAndDuplicates() {
        String book = stocked(100);
        List<OrderPlaced> orders =
                IntStream.range(0, 60).mapToObj(i -> orderOf(item(book, 3))).toList();
        List<OrderPlaced> told = orders.stream()
                .flatMap(order -> Stream.of(order, toldAgain(order)))
                .toList();
        long began = System.nanoTime();
        told.forEach(order -> {
            post.order(order);
            post.order(order);
        });

        await().atMost(PATIENCE)
                .until(() -> told.stream()
                        .allMatch(it ->
                                hasTaken(it) || !deadLetters.of("inventory", it).isEmpty()));
        Duration took = Duration.ofNanos(System.nanoTime() - began);
        // A few duplicates may still be in progress.
        await().during(Duration.ofSeconds(2)).atMost(PATIENCE).until(() -> onHand(book) == 1);
        assertThat(orders.stream().filter(this::hasTaken)).hasSize(33);
        assertThat(took).isGreaterThan(Duration.ofMillis(1000L * (2 * told.size() - LIMIT) / LIMIT));
    }

    /** Calls the stock directly, without the queue: neither limit nor inbox separates the orders. */
    @Test
    void handlesConcurrentOrdersForTheSameItemsWithoutDeadlock() throws Exception {
        String book = stocked(150);
        String pen = stocked(1000);
        List<Callable<Boolean>> orders = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            OrderPlaced order =
                    i % 2 == 0 ? orderOf(item(book, 1), item(pen, 1)) : orderOf(item(pen, 1), item(book, 1));
            orders.add(() -> take(order));
        }
        ExecutorService threads = Executors.newFixedThreadPool(8);
        int served = 0;
        for (Future<Boolean> each : threads.invokeAll(orders)) {
            served += each.get() ? 1 : 0;
        }
        threads.shutdown();

        assertThat(served).isEqualTo(150);
        assertThat(onHand(book)).isZero();
        assertThat(onHand(pen)).isEqualTo(850);
    }

    /** @return false if an item is short; throws any other failure */
    private boolean take(OrderPlaced order) {
        try {
            new TransactionTemplate(transactions).executeWithoutResult(status -> stock.take(order));
            return true;
        } catch (NonRetryableException e) {
            return false;
        }
    }

    private String stocked(int quantity) {
        String sku = "thing-" + UUID.randomUUID();
        jdbc.sql("insert into stock values (?, ?)").params(sku, quantity).update();
        return sku;
    }

    private int onHand(String sku) {
        return jdbc.sql("select on_hand from stock where sku = ?")
                .param(sku)
                .query(Integer.class)
                .single();
    }

    private boolean hasTaken(OrderPlaced order) {
        return jdbc.sql("select exists (select from stock_taken where order_id = ?)")
                .param(order.correlationId())
                .query(Boolean.class)
                .single();
    }
}
