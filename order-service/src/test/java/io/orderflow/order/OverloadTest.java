package io.orderflow.order;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.amqp.core.AmqpAdmin;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

@Tag("slow")
@OrderServiceTest
class OverloadTest {

    private static final String CUSTOMER = "overload@example.org";
    private static final int ORDERS = 1_000;

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @LocalServerPort
    private int port;

    @Autowired
    private DataSource database;

    @Autowired
    private JdbcClient jdbc;

    @BeforeEach
    void listen(@Autowired AmqpAdmin admin) {
        OrdersQueue.declare(admin, "orders-of-too-many");
    }

    @Test
    void refusesExcessOrdersWithRetryAfterAndKeepsAcceptedOnes() throws Exception {
        List<HttpResponse<Void>> answers;
        try (Connection blocking = database.getConnection()) {
            blocking.setAutoCommit(false);
            try (Statement statement = blocking.createStatement()) {
                statement.execute("lock table orders in exclusive mode");
            }
            List<CompletableFuture<HttpResponse<Void>>> placed =
                    IntStream.range(0, ORDERS).mapToObj(i -> placeLater()).toList();
            // Two groups wait for the table's lock, and all other orders wait for a writer.
            CompletableFuture.anyOf(placed.toArray(CompletableFuture[]::new)).join();
            assertThat(jdbc.sql("select 1").query(Integer.class).single())
                    .as("other queries of the database")
                    .isEqualTo(1);
            blocking.rollback();
            answers = placed.stream().map(CompletableFuture::join).toList();
        }

        assertThat(answers).extracting(HttpResponse::statusCode).containsOnly(201, 503);
        assertThat(answers)
                .filteredOn(it -> it.statusCode() == 503)
                .allMatch(it -> it.headers().firstValue("Retry-After").isPresent());
        long accepted = answers.stream().filter(it -> it.statusCode() == 201).count();
        assertThat(jdbc.sql("select count(*) from orders where customer_email = ?")
                        .param(CUSTOMER)
                        .query(Long.class)
                        .single())
                .isEqualTo(accepted);
        assertThat(placeLater().join().statusCode()).isEqualTo(201);
    }

    private CompletableFuture<HttpResponse<Void>> placeLater() {
        HttpRequest order = OrderRequest.of(port, CUSTOMER, Duration.ofSeconds(60));
        return http.sendAsync(order, BodyHandlers.discarding());
    }
}
