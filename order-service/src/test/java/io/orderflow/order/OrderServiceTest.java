package io.orderflow.order;

import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.orderflow.backing.SharedBackingServices;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.resttestclient.autoconfigure.AutoConfigureRestTestClient;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.DynamicPropertyRegistrar;

/** Tests the whole service over HTTP, on a real broker and database. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "orderflow.ops.password=" + OrderServiceTest.OPS_PASSWORD,
            "orderflow.topology.declare=all",
            "orderflow.orders.warm-up=0",
            "management.opentelemetry.tracing.export.schedule-delay=50ms"
        })
@AutoConfigureRestTestClient
@Import({OrderServiceTest.Infrastructure.class, TestOrders.class})
public @interface OrderServiceTest {

    String OPS_PASSWORD = "correct-horse-battery";

    @TestConfiguration(proxyBeanMethods = false)
    class Infrastructure {

        @Bean
        DynamicPropertyRegistrar infrastructure() {
            return registry -> SharedBackingServices.springProperties("orders")
                    .forEach((name, value) -> registry.add(name, () -> value));
        }

        @Bean
        InMemorySpanExporter spanExporter() {
            return InMemorySpanExporter.create();
        }
    }
}
