package io.orderflow.order;

import static io.orderflow.order.TestOrders.NOW;
import static io.orderflow.order.TestOrders.paid;
import static io.orderflow.order.TestOrders.sent;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderflow.backing.SharedBackingServices;
import io.orderflow.messages.EmailSent;
import io.orderflow.messages.PaymentCompleted;
import io.orderflow.messages.PaymentFailed;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.test.web.servlet.client.RestTestClient;

@OrderServiceTest
class OrderHistoryTest {

    @Autowired
    private RestTestClient client;

    @Autowired
    private TestOrders orders;

    @Autowired
    private OrderPlacement placement;

    @Autowired
    private OrderHistory history;

    @Autowired
    private JdbcClient jdbc;

    @Test
    void beginsWithThePlacement() {
        UUID id = orders.place();

        List<RecordedEvent> events = history.of(id);
        assertThat(events).extracting(RecordedEvent::type).containsExactly("OrderPlaced", "ReminderScheduled");
        assertThat(events).allSatisfy(it -> {
            assertThat(it.cause()).isEqualTo("request");
            assertThat(it.at()).isEqualTo(orders.get(id).placedAt());
        });
        assertThat(((OrderEvent.ReminderScheduled) events.get(1).event()).dueAt())
                .isEqualTo(orders.get(id).placedAt().plus(Duration.ofHours(24)));
    }

    @Test
    void beginsOnceIfTheOrderIsPlacedTwiceWithOneKey() {
        int before = count();
        UUID id = placement.placeOnce(TestOrders.newOrder(), "history-1").id();
        placement.placeOnce(TestOrders.newOrder(), "history-1");

        assertThat(orders.events(id)).containsExactly("OrderPlaced", "ReminderScheduled");
        assertThat(count()).isEqualTo(before + 2);
    }

    @Test
    void showsTimeAndCauseOfEachEvent() {
        UUID id = orders.place();
        PaymentCompleted paid = paid(id);
        orders.publish(paid);
        orders.awaitEvent(id, "PaymentCompleted");
        EmailSent sent = sent(id);
        orders.publish(sent);
        orders.awaitEvent(id, "ConfirmationSent");

        client.get()
                .uri("/orders/{id}/events", id)
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$[*].type")
                .isEqualTo(List.of(
                        "OrderPlaced",
                        "ReminderScheduled",
                        "PaymentCompleted",
                        "ReminderCancelled",
                        "ConfirmationSent"))
                .jsonPath("$[0].cause")
                .isEqualTo("request")
                .jsonPath("$[0].details.total")
                .isEqualTo(19.9)
                .jsonPath("$[2].at")
                .isEqualTo(NOW.toString())
                .jsonPath("$[2].cause")
                .isEqualTo("message payment.completed " + paid.id())
                .jsonPath("$[2].details.chargeId")
                .isEqualTo("ch_1")
                .jsonPath("$[2].recordedAt")
                .isNotEmpty()
                .jsonPath("$[4].cause")
                .isEqualTo("message email.sent " + sent.id());
        assertThat(history.of(id).get(2).recordedAt()).isAfter(orders.get(id).placedAt());
    }

    @Test
    void hidesAddressTokenAndIdempotencyKey() {
        UUID id = placement.placeOnce(TestOrders.newOrder(), "history-2").id();

        String shown = client.get()
                .uri("/orders/{id}/events", id)
                .exchange()
                .expectBody(String.class)
                .returnResult()
                .getResponseBody();

        assertThat(shown).contains("book").doesNotContain("ada@example.org", "pm_card", "history-2", "requestHash");
        assertThat(jdbc.sql("select count(*) from order_event where data::text like '%pm_%'")
                        .query(Integer.class)
                        .single())
                .isZero();
    }

    @Test
    void answers404ForAnUnknownOrder() {
        client.get()
                .uri("/orders/{id}/events", UUID.randomUUID())
                .exchange()
                .expectStatus()
                .isNotFound()
                .expectHeader()
                .contentType(MediaType.APPLICATION_PROBLEM_JSON);
    }

    @Test
    void recordsARedeliveredResultOnceAfterTheInboxHasForgottenIt() {
        UUID id = orders.placeUnpaid();
        PaymentFailed again = PaymentFailed.of(id, "declined once more", NOW.plusSeconds(1));
        orders.publish(again);
        orders.awaitEvent(id, "PaymentFailed");
        jdbc.sql("delete from messaging.inbox where message_id = ?")
                .param(again.id())
                .update();
        orders.publish(again, paid(id));
        orders.await(id, OrderStatus.PAID);

        assertThat(orders.events(id))
                .containsExactlyInAnyOrder(
                        "OrderPlaced",
                        "ReminderScheduled",
                        "PaymentFailed",
                        "PaymentFailed",
                        "PaymentCompleted",
                        "ReminderCancelled");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "update order_event set at = now()",
                "update order_event set cause = cause where order_id = gen_random_uuid()",
                "delete from order_event",
                "truncate order_event"
            })
    void cannotBeChangedEvenByTheTablesOwner(String change) {
        orders.place();
        int before = count();
        Map<String, String> settings = SharedBackingServices.springProperties("orders");
        JdbcClient owner = JdbcClient.create(new DriverManagerDataSource(
                settings.get("spring.datasource.url"),
                settings.get("spring.flyway.user"),
                settings.get("spring.flyway.password")));

        assertThatThrownBy(() -> owner.sql(change).update()).hasMessageContaining("what happened is not changed");
        assertThatThrownBy(() -> jdbc.sql(change).update()).hasStackTraceContaining("permission denied");
        assertThat(count()).isEqualTo(before);
    }

    private int count() {
        return jdbc.sql("select count(*) from order_event").query(Integer.class).single();
    }
}
