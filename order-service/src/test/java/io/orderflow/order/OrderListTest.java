package io.orderflow.order;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.domain.Limit;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.client.RestTestClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@OrderServiceTest
class OrderListTest {

    private RestTestClient client;

    @BeforeEach
    void logIn(@Autowired RestTestClient anyone) {
        client = Operator.at(anyone);
    }

    @Autowired
    private TestOrders orders;

    @Autowired
    private JdbcClient jdbc;

    @Test
    void beginsWithTheNewest() {
        UUID older = orders.place();
        UUID newer = orders.place();

        assertThat(ids(list("?limit=2"))).containsExactly(newer, older);
        assertThat(list("?limit=1").path("items").path(0).has("customerEmail")).isFalse();
    }

    @Test
    void showsEveryOrderOnceAcrossPagesWhileMoreArePlaced() {
        List<UUID> placed = Stream.generate(orders::place).limit(7).toList();

        JsonNode page = list("?limit=3");
        List<UUID> seen = new ArrayList<>(ids(page));
        while (!seen.containsAll(placed)) {
            orders.place();
            page = list("?limit=3&after=" + page.path("next").asString());
            seen.addAll(ids(page));
        }

        assertThat(seen).doesNotHaveDuplicates().startsWith(placed.get(6), placed.get(5), placed.get(4), placed.get(3));
    }

    @Test
    void pagesThroughSimultaneousOrders(@Autowired Orders all, @Autowired PlatformTransactionManager transactions) {
        List<UUID> placed = Stream.generate(orders::place).limit(5).toList();
        new TransactionTemplate(transactions).executeWithoutResult(status -> {
            status.setRollbackOnly();
            jdbc.sql("update orders set placed_at = now() + interval '1 hour' where id in (:ids)")
                    .param("ids", placed)
                    .update();

            List<Order> first = all.newestFirst(null, null, Limit.of(3));
            List<Order> second = all.newestFirst(OrderStatus.PLACED, first.get(2), Limit.of(2));

            assertThat(Stream.concat(first.stream(), second.stream()).map(Order::id))
                    .containsExactlyInAnyOrderElementsOf(placed);
        });
    }

    @Test
    void hasNoNextPageAfterTheLastOrder() {
        assertThat(list("?limit=1&after=" + oldest()).path("next").isNull()).isTrue();
        assertThat(list("?limit=1&after=" + oldest()).path("items").size()).isZero();
    }

    private UUID oldest() {
        orders.place();
        return jdbc.sql("select id from orders order by placed_at, id limit 1")
                .query(UUID.class)
                .single();
    }

    @Test
    void filtersByStatus() {
        UUID unpaid = orders.placeUnpaid();
        UUID paid = orders.placePaid();
        orders.place();

        assertThat(ids(list("?status=PAYMENT_FAILED&limit=1"))).containsExactly(unpaid);
        assertThat(ids(list("?status=PAID&limit=1"))).containsExactly(paid);
    }

    @ParameterizedTest
    @CsvSource({
        "limit=0,     limit must be greater than or equal to 1",
        "limit=201,   limit must be less than or equal to 200",
        "limit=many,  limit must be a whole number",
        "status=LOST, 'status must be one of [PLACED, PAID, PAYMENT_FAILED, SHIPPED]'",
        "after=1,     after must be a UUID"
    })
    void namesTheInvalidParameter(String query, String problem) {
        client.get()
                .uri("/orders?" + query)
                .exchange()
                .expectStatus()
                .isBadRequest()
                .expectBody()
                .jsonPath("$.detail")
                .isEqualTo(problem);
    }

    @Test
    void rejectsAnUnknownOrderAsStartOfThePage() {
        client.get()
                .uri("/orders?after=" + UUID.randomUUID())
                .exchange()
                .expectStatus()
                .isNotFound();
    }

    private JsonNode list(String query) {
        return JsonMapper.shared()
                .readTree(client.get()
                        .uri("/orders" + query)
                        .exchange()
                        .expectStatus()
                        .isOk()
                        .expectBody(String.class)
                        .returnResult()
                        .getResponseBody());
    }

    private static List<UUID> ids(JsonNode page) {
        return page.path("items")
                .valueStream()
                .map(it -> UUID.fromString(it.path("id").asString()))
                .toList();
    }
}
