package io.orderflow.operations;

import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.orderflow.backing.SharedBackingServices;
import io.orderflow.messages.PaymentFailed;
import io.orderflow.messaging.NonRetryableException;
import io.orderflow.messaging.TransactionalHandler;
import io.orderflow.operations.login.PublicEndpoints;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.http.HttpMethod;
import org.springframework.test.context.DynamicPropertyRegistrar;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** A service that contains only this module, with one consumer, one public path, and one path that no rule mentions. */
@SpringBootApplication
class TestApplication {

    @Bean
    DynamicPropertyRegistrar infrastructure() {
        return registry -> SharedBackingServices.springProperties("operations")
                .forEach((name, value) -> registry.add(name, () -> value));
    }

    @Bean
    PublicEndpoints open() {
        return new PublicEndpoints().add(HttpMethod.GET, "/open");
    }

    @Bean
    InMemorySpanExporter spanExporter() {
        return InMemorySpanExporter.create();
    }

    @Bean
    Handler handler() {
        return new Handler();
    }

    @RestController
    static class Pages {

        @GetMapping("/open")
        String open() {
            return "open";
        }

        @GetMapping("/forgotten")
        String forgotten() {
            return "secret";
        }
    }

    /** Refuses every message until a test sets {@code healed}. */
    static class Handler implements TransactionalHandler<PaymentFailed> {

        final Set<UUID> handled = ConcurrentHashMap.newKeySet();
        volatile boolean healed;

        @Override
        public String consumer() {
            return "demo";
        }

        @Override
        public Class<PaymentFailed> type() {
            return PaymentFailed.class;
        }

        @Override
        public void handle(PaymentFailed message) {
            if (!healed) {
                throw new NonRetryableException("not as long as it is ill");
            }
            handled.add(message.id());
        }
    }
}
