package io.orderflow.order;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;

@OrderServiceTest
@TestPropertySource(properties = "orderflow.orders.warm-up=30s")
@ExtendWith(OutputCaptureExtension.class)
class WarmUpTest {

    private static final String CUSTOMER = "rehearsal@orderflow.invalid";

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private MeterRegistry meters;

    @Autowired
    private Rehearsals rehearsals;

    /** The application is ready when a test begins. */
    @Test
    void rehearsesOrdersAndStoresNothing(CapturedOutput output) {
        assertThat(output)
                .containsPattern("warmed up by [6-9]\\d\\d rehearsals")
                .doesNotContain(CUSTOMER);
        assertThat(rehearsals.areOver()).isTrue();
        assertThat(count("orders where customer_email = ?", CUSTOMER)).isZero();
        assertThat(count("order_event where data ->> 'customerEmail' = ?", CUSTOMER))
                .isZero();
        assertThat(count("messaging.outbox where convert_from(body, 'UTF8') like ?", "%" + CUSTOMER + "%"))
                .isZero();
        assertThat(count("messaging.delayed_job where convert_from(body, 'UTF8') like ?", "%" + CUSTOMER + "%"))
                .isZero();
        assertThat(meters.get("orderflow.orders.placed").counters()).allMatch(it -> it.count() == 0);
        assertThat(meters.find("http.server.requests").tag("uri", "/orders").timers())
                .isEmpty();
    }

    @Test
    void clientsCannotPlaceARehearsal() {
        assertThat(rehearsals.include(UUID.randomUUID().toString())).isFalse();
        assertThat(rehearsals.include(null)).isFalse();
    }

    private long count(String what, String value) {
        return jdbc.sql("select count(*) from " + what)
                .param(value)
                .query(Long.class)
                .single();
    }
}
