package io.orderflow.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;

@Tag("slow")
class StopTest {

    /** For as long as a proxy may take to notice it. */
    @Test
    void acceptsOrdersForAWhileAfterItReportsNotReady() throws IOException {
        ConfigurableApplicationContext service = OwnService.start("stopped", Map.of("orderflow.shutdown.notice", "5s"));
        try (RawHttp health = new RawHttp(OwnService.port(service));
                RawHttp customer = new RawHttp(OwnService.port(service))) {
            assertThat(readiness(health)).isEqualTo(200);

            CompletableFuture<Void> stop = CompletableFuture.runAsync(service::close);

            await().atMost(Duration.ofSeconds(4)).until(() -> readiness(health) == 503);
            assertThat(customer.send(RawRequest.order(OddRequests.GOOD_ORDER)).status())
                    .isEqualTo(201);
            assertThat(stop).isNotDone().succeedsWithin(Duration.ofSeconds(20));
        }
    }

    private static int readiness(RawHttp http) throws IOException {
        return http.send(new RawRequest("GET", "/actuator/health/readiness", Map.of(), new byte[0]))
                .status();
    }
}
