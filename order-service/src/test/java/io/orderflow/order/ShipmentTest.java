package io.orderflow.order;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.client.RestTestClient;

@OrderServiceTest
class ShipmentTest {

    private RestTestClient client;

    @BeforeEach
    void logIn(@Autowired RestTestClient anyone) {
        client = Operator.at(anyone);
    }

    @Autowired
    private TestOrders orders;

    @Autowired
    private OrderHistory history;

    @Test
    void shipsAPaidOrder() {
        UUID id = orders.placePaid();

        ship(id).expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.status")
                .isEqualTo("SHIPPED")
                .jsonPath("$.shippedAt")
                .isNotEmpty();
        assertThat(orders.get(id).status()).isEqualTo(OrderStatus.SHIPPED);
        assertThat(orders.events(id)).last().isEqualTo("OrderShipped");
    }

    @Test
    void namesTheOperator() {
        UUID id = orders.placePaid();
        ship(id);

        assertThat(history.of(id)).last().extracting(RecordedEvent::cause).isEqualTo("operator operator");
    }

    @Test
    void refusesToShipUnpaidAndShippedOrders() {
        UUID shipped = orders.placePaid();
        ship(shipped);

        for (UUID id : List.of(orders.place(), orders.placeUnpaid(), shipped)) {
            List<String> before = orders.events(id);
            ship(id).expectStatus()
                    .isEqualTo(HttpStatus.CONFLICT)
                    .expectHeader()
                    .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                    .expectBody()
                    .jsonPath("$.detail")
                    .value(
                            String.class,
                            it -> assertThat(it)
                                    .endsWith(orders.get(id).status().name()));
            assertThat(orders.events(id)).isEqualTo(before);
        }
        ship(UUID.randomUUID()).expectStatus().isNotFound();
    }

    @Test
    void shipsOnceForTwoSimultaneousRequests() throws Exception {
        UUID id = orders.placePaid();

        assertThat(AtOnce.run(2, () -> ship(id).returnResult().getStatus()))
                .containsExactlyInAnyOrder(HttpStatus.OK, HttpStatus.CONFLICT);
        assertThat(orders.events(id)).containsOnlyOnce("OrderShipped");
    }

    private RestTestClient.ResponseSpec ship(UUID id) {
        return client.post().uri("/orders/{id}/shipment", id).exchange();
    }
}
