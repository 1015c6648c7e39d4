package io.orderflow.order;

import static io.orderflow.order.TestOrders.NOW;
import static io.orderflow.order.TestOrders.paid;
import static io.orderflow.order.TestOrders.unpaid;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orderflow.messages.PaymentCompleted;
import io.orderflow.messages.PaymentFailed;
import io.orderflow.messages.PaymentRequested;
import io.orderflow.messages.Priority;
import io.orderflow.messaging.MessageCodec;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.amqp.core.AmqpAdmin;
import org.springframework.amqp.core.Binding;
import org.springframework.amqp.core.Message;
import org.springframework.amqp.core.Queue;
import org.springframework.amqp.rabbit.core.RabbitTemplate;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.client.RestTestClient;

@Tag("slow")
@OrderServiceTest
class PayingAgainTest {

    private static final String QUEUE = "payment-requests";

    @Autowired
    private RestTestClient client;

    @Autowired
    private TestOrders orders;

    @Autowired
    private RabbitTemplate rabbit;

    @Autowired
    private MessageCodec codec;

    @Autowired
    private JdbcClient jdbc;

    @BeforeEach
    void listen(@Autowired AmqpAdmin admin) {
        admin.declareQueue(new Queue(QUEUE));
        admin.declareBinding(
                new Binding(QUEUE, Binding.DestinationType.QUEUE, "orders", "payment.requested.regular", Map.of()));
        admin.purgeQueue(QUEUE);
    }

    @Test
    void requestsThePaymentAgainWithAnotherToken() {
        UUID id = orders.placeUnpaid();

        pay(id, "pm_card_other")
                .expectStatus()
                .isEqualTo(HttpStatus.ACCEPTED)
                .expectBody()
                .jsonPath("$.status")
                .isEqualTo("PLACED")
                .jsonPath("$.failureReason")
                .doesNotExist();

        PaymentRequested request = receive();
        assertThat(request.correlationId()).isEqualTo(id);
        assertThat(request.paymentMethod()).isEqualTo("pm_card_other");
        assertThat(request.total()).isEqualTo("19.90");
        assertThat(request.currency()).isEqualTo("EUR");
        assertThat(request.priority()).isEqualTo(Priority.REGULAR);
        assertThat(orders.events(id)).endsWith("PaymentFailed", "PaymentRequested");
        assertThat(jdbc.sql("select data::text from order_event where order_id = ?")
                        .param(id)
                        .query(String.class)
                        .list())
                .noneMatch(it -> it.contains("pm_"));
    }

    @Test
    void marksTheOrderPaidAfterTheSecondRequest() {
        UUID id = orders.placeUnpaid();
        pay(id, "pm_card_other");

        orders.publish(PaymentCompleted.of(id, receive().id(), "ch_2", NOW));

        orders.await(id, OrderStatus.PAID);
    }

    @Test
    void mayBeRepeatedAfterAnotherFailure() {
        UUID id = orders.placeUnpaid();
        pay(id, "pm_card_other");

        orders.publish(PaymentFailed.of(id, receive().id(), "declined, too", NOW));

        assertThat(orders.await(id, OrderStatus.PAYMENT_FAILED).failureReason()).isEqualTo("declined, too");
        pay(id, "pm_card_visa").expectStatus().isEqualTo(HttpStatus.ACCEPTED);
    }

    @Test
    void ignoresALateFailureOfTheFirstRequest() {
        UUID id = orders.placeUnpaid();
        pay(id, "pm_card_other");

        orders.publish(unpaid(id));
        PaymentFailed late = PaymentFailed.of(id, UUID.randomUUID(), "of a request before", NOW);
        orders.publish(late);
        orders.publish(TestOrders.sent(id));
        orders.awaitEvent(id, "ConfirmationSent");
        await().until(() ->
                orders.events(id).stream().filter("PaymentFailed"::equals).count() == 3);

        assertThat(orders.get(id).status()).isEqualTo(OrderStatus.PLACED);
        assertThat(orders.get(id).failureReason()).isNull();
    }

    @Test
    void marksTheOrderPaidIfTheFirstRequestSucceedsLate() {
        UUID id = orders.placeUnpaid();
        pay(id, "pm_card_other");

        orders.publish(paid(id), PaymentFailed.of(id, receive().id(), "declined", NOW));

        orders.awaitEvent(id, "PaymentCompleted");
        orders.await(id, OrderStatus.PAID);
    }

    @Test
    void isRefusedUnlessThePaymentHasFailed() {
        UUID underWay = orders.place();
        UUID paid = orders.placePaid();
        UUID requested = orders.placeUnpaid();
        pay(requested, "pm_card_other");
        receive();

        for (UUID id : List.of(underWay, paid, requested)) {
            pay(id, "pm_card_visa")
                    .expectStatus()
                    .isEqualTo(HttpStatus.CONFLICT)
                    .expectHeader()
                    .contentType(MediaType.APPLICATION_PROBLEM_JSON);
        }
        Operator.at(client)
                .post()
                .uri("/orders/{id}/shipment", paid)
                .exchange()
                .expectStatus()
                .isOk();
        pay(paid, "pm_card_visa").expectStatus().isEqualTo(HttpStatus.CONFLICT);
        assertThat(rabbit.receive(QUEUE, 500)).isNull();
    }

    @Test
    void acceptsOneOfTwoSimultaneousRequests() throws Exception {
        for (int round = 0; round < 20; round++) {
            UUID id = orders.placeUnpaid();

            assertThat(AtOnce.run(
                            2, () -> pay(id, "pm_card_visa").returnResult().getStatus()))
                    .containsExactlyInAnyOrder(HttpStatus.ACCEPTED, HttpStatus.CONFLICT);
            assertThat(receive().correlationId()).isEqualTo(id);
            assertThat(orders.events(id)).containsOnlyOnce("PaymentRequested");
        }
        assertThat(rabbit.receive(QUEUE, 500)).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"4242424242424242", "pm_4242424242424242", "", "visa"})
    void acceptsOnlyATokenAsPaymentMethod(String method) {
        UUID id = orders.placeUnpaid();

        String problem = pay(id, method)
                .expectStatus()
                .isBadRequest()
                .expectBody(String.class)
                .returnResult()
                .getResponseBody();

        assertThat(problem).contains("\"field\":\"paymentMethod\"").doesNotContain("4242424242424242");
        assertThat(orders.get(id).status()).isEqualTo(OrderStatus.PAYMENT_FAILED);
    }

    @Test
    void answers404ForAnUnknownOrder() {
        pay(UUID.randomUUID(), "pm_card_visa").expectStatus().isNotFound();
    }

    private RestTestClient.ResponseSpec pay(UUID id, String method) {
        return client.post()
                .uri("/orders/{id}/payment", id)
                .contentType(MediaType.APPLICATION_JSON)
                .body("{\"paymentMethod\": \"%s\"}".formatted(method))
                .exchange();
    }

    private PaymentRequested receive() {
        Message message = rabbit.receive(QUEUE, 10_000);
        assertThat(message).isNotNull();
        return (PaymentRequested) codec.read(message.getBody());
    }
}
