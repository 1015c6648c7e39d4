package io.orderflow.order;

import static io.orderflow.order.TestOrders.sent;
import static io.orderflow.order.TestOrders.unsent;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.client.RestTestClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@OrderServiceTest
class OrderReplayTest {

    private RestTestClient client;

    @BeforeEach
    void logIn(@Autowired RestTestClient anyone) {
        client = Operator.at(anyone);
    }

    @Autowired
    private TestOrders orders;

    @Autowired
    private OrderPlacement placement;

    @Autowired
    private OrderPayment payment;

    @Autowired
    private OrderShipment shipment;

    @Autowired
    private OrderReplay replay;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private PlatformTransactionManager transactions;

    @Test
    void rebuildsAllOrdersWithoutDifferences() {
        orders.place();
        placement.placeOnce(TestOrders.newOrder(), "replay-1");
        payment.payAgain(orders.placeUnpaid(), "pm_card_visa");
        UUID unpaid = orders.placeUnpaid();
        UUID shipped = orders.placePaid();
        shipment.ship(shipped, "grace");
        orders.publish(sent(shipped), unsent(unpaid));
        orders.awaitEvent(shipped, "ConfirmationSent");
        orders.awaitEvent(unpaid, "ConfirmationFailed");

        JsonNode verdict = last(replay());

        assertThat(verdict.path("differences").asInt()).as("%s", verdict).isZero();
        assertThat(verdict.path("different").size()).isZero();
        assertThat(verdict.path("orders").asInt()).isEqualTo(count("orders"));
    }

    @Test
    void findsOrdersThatDoNotMatchTheirEvents() {
        UUID tampered = orders.placePaid();
        UUID lost = orders.place();
        UUID invented = UUID.randomUUID();

        OrderReplay.Verdict verdict = replayAfter(() -> {
            jdbc.sql("update orders set total = 19.900, status = 'SHIPPED' where id = ?")
                    .param(tampered)
                    .update();
            jdbc.sql("update orders set id = ? where id = ?")
                    .params(invented, lost)
                    .update();
        });

        assertThat(verdict.differences()).isEqualTo(3);
        assertThat(verdict.different())
                .containsExactlyInAnyOrder(
                        new OrderReplay.Difference(tampered, "status", "SHIPPED", "PAID"),
                        new OrderReplay.Difference(tampered, "total", "19.900", "19.90"),
                        new OrderReplay.Difference(lost, "id", null, lost.toString()),
                        new OrderReplay.Difference(invented, "id", invented.toString(), null));
    }

    @Test
    void listsSomeDifferencesAndCountsAll() {
        List<UUID> tampered = Stream.generate(orders::place).limit(30).toList();

        OrderReplay.Verdict verdict =
                replayAfter(() -> jdbc.sql("update orders set priority = 'VIP' where id in (:ids)")
                        .param("ids", tampered)
                        .update());

        assertThat(verdict.differences()).isEqualTo(30);
        assertThat(verdict.different()).hasSize(20);
    }

    @Test
    void reportsProgressAndKeepsFewOrdersInMemory() {
        UUID one = orders.place();
        jdbc.sql("""
                with copy as (
                    insert into orders (id, customer_email, priority, currency, total, items, placed_at)
                    select gen_random_uuid(), customer_email, priority, currency, total, items, placed_at
                      from orders, generate_series(1, 4500)
                     where id = :id
                    returning id)
                insert into order_event (order_id, type, data, at, cause)
                select copy.id, type, data, at, cause
                  from copy, order_event
                 where order_id = :id""").param("id", one).update();

        List<JsonNode> lines = replay();

        assertThat(lines).hasSizeGreaterThanOrEqualTo(3);
        assertThat(lines.get(0).path("replayed").asInt()).isEqualTo(2000);
        assertThat(lines.get(1).path("replayed").asInt()).isEqualTo(4000);
        assertThat(last(lines).path("orders").asInt()).isEqualTo(count("orders"));
        assertThat(last(lines).path("differences").asInt()).isZero();
    }

    @Test
    void refusesASecondReplayAtTheSameTime() {
        orders.place();
        new TransactionTemplate(transactions).executeWithoutResult(status -> {
            replay.run(replayed -> {});

            client.post()
                    .uri("/ops/replay")
                    .exchange()
                    .expectStatus()
                    .isEqualTo(HttpStatus.CONFLICT)
                    .expectHeader()
                    .contentType(MediaType.APPLICATION_PROBLEM_JSON);
        });

        assertThat(last(replay()).path("orders").asInt()).isPositive();
    }

    /** Tampers in a transaction that is rolled back, because the append-only events could not be removed afterwards. */
    private OrderReplay.Verdict replayAfter(Runnable tampering) {
        return new TransactionTemplate(transactions).execute(status -> {
            status.setRollbackOnly();
            tampering.run();
            return replay.run(replayed -> {});
        });
    }

    private List<JsonNode> replay() {
        String answer = client.post()
                .uri("/ops/replay")
                .exchange()
                .expectStatus()
                .isOk()
                .expectHeader()
                .contentType(MediaType.APPLICATION_NDJSON)
                .expectBody(String.class)
                .returnResult()
                .getResponseBody();
        return answer.lines().map(JsonMapper.shared()::readTree).toList();
    }

    private static JsonNode last(List<JsonNode> lines) {
        return lines.get(lines.size() - 1);
    }

    private int count(String table) {
        return jdbc.sql("select count(*) from " + table).query(Integer.class).single();
    }
}
