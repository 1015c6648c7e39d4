package io.orderflow.order.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.messages.SalesReport;
import io.orderflow.messaging.MessageCodec;
import io.orderflow.messaging.job.RepeatingJob;
import io.orderflow.order.OrderServiceTest;
import io.orderflow.order.TestOrders;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.amqp.core.AmqpAdmin;
import org.springframework.amqp.core.Binding;
import org.springframework.amqp.core.Message;
import org.springframework.amqp.core.Queue;
import org.springframework.amqp.rabbit.core.RabbitTemplate;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.client.RestTestClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

@OrderServiceTest
class SalesReportTest {

    private static final String QUEUE = "sales-reports";
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    /** In Berlin, this day had 25 hours: from 22:00 UTC of the day before to 23:00 UTC. */
    private static final LocalDate LONG_DAY = LocalDate.of(2026, 10, 25);

    @Autowired
    private RepeatingJob job;

    @Autowired
    private TestOrders orders;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private RabbitTemplate rabbit;

    @Autowired
    private MessageCodec codec;

    @Autowired
    private PlatformTransactionManager transactions;

    @BeforeEach
    void listen(@Autowired AmqpAdmin admin) {
        admin.declareQueue(new Queue(QUEUE));
        admin.declareBinding(
                new Binding(QUEUE, Binding.DestinationType.QUEUE, "orders", "email.sales-report.bulk", Map.of()));
        admin.purgeQueue(QUEUE);
    }

    @Test
    void sumsUpTheDayBeforeFromMidnightToMidnight() {
        orderOf("2026-10-24T21:59:59.999Z", "PAID");
        orderOf("2026-10-24T22:00:00Z", "PAID");
        orderOf("2026-10-25T12:00:00Z", "PAYMENT_FAILED");
        orderOf("2026-10-25T22:59:59.999Z", "SHIPPED");
        orderOf("2026-10-25T23:00:00Z", "PAID");

        run(ZonedDateTime.of(2026, 10, 26, 6, 0, 0, 0, BERLIN));

        SalesReport report = report();
        assertThat(report.day()).isEqualTo(LONG_DAY);
        assertThat(report.zone()).isEqualTo("Europe/Berlin");
        assertThat(report.recipient()).isEqualTo("sales@orderflow.example");
        assertThat(report.sales()).hasSize(1);
        SalesReport.Sales sales = report.sales().get(0);
        assertThat(sales.currency()).isEqualTo("EUR");
        assertThat(sales.orders()).isEqualTo(3);
        assertThat(sales.paid()).isEqualTo(2);
        assertThat(sales.revenue()).isEqualByComparingTo(new BigDecimal("39.80"));
    }

    @Test
    void isEmptyForADayWithoutOrders() {
        run(ZonedDateTime.of(2020, 1, 2, 6, 0, 0, 0, BERLIN));

        assertThat(report().sales()).isEmpty();
    }

    @Test
    void operatorsListItAndRunIt(@Autowired RestTestClient anyone) {
        RestTestClient operator = anyone.mutate()
                .defaultHeaders(it -> it.setBasicAuth("operator", OrderServiceTest.OPS_PASSWORD))
                .build();
        operator.get()
                .uri("/ops/repeating-jobs")
                .exchange()
                .expectBody()
                .jsonPath("$[0].name")
                .isEqualTo("sales-report")
                .jsonPath("$[0].schedule")
                .isEqualTo("0 0 6 * * * UTC");

        operator.post()
                .uri("/ops/repeating-jobs/sales-report/run")
                .exchange()
                .expectStatus()
                .isNoContent();

        assertThat(report().day()).isBetween(LocalDate.now().minusDays(3), LocalDate.now());
        operator.post()
                .uri("/ops/repeating-jobs/nothing/run")
                .exchange()
                .expectStatus()
                .isNotFound();
        anyone.get().uri("/ops/repeating-jobs").exchange().expectStatus().isUnauthorized();
    }

    private void orderOf(String time, String status) {
        jdbc.sql("update orders set placed_at = ?::timestamptz, status = ? where id = ?")
                .params(Instant.parse(time).toString(), status, orders.place())
                .update();
    }

    private void run(ZonedDateTime time) {
        new TransactionTemplate(transactions).executeWithoutResult(status -> job.run(time));
    }

    private SalesReport report() {
        Message message = rabbit.receive(QUEUE, Duration.ofSeconds(20).toMillis());
        assertThat(message).isNotNull();
        return (SalesReport) codec.read(message.getBody());
    }
}
