package io.orderflow.payment;

import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.orderflow.backing.SharedBackingServices;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.DynamicPropertyRegistrar;

/** Tests the whole service on a real broker and database. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(
        properties = {"orderflow.topology.declare=all", "management.opentelemetry.tracing.export.schedule-delay=50ms"})
@Import({PaymentServiceTest.Infrastructure.class, TestPayments.class})
@interface PaymentServiceTest {

    @TestConfiguration(proxyBeanMethods = false)
    class Infrastructure {

        @Bean
        DynamicPropertyRegistrar infrastructure() {
            return registry -> SharedBackingServices.springProperties("payments")
                    .forEach((name, value) -> registry.add(name, () -> value));
        }

        @Bean
        InMemorySpanExporter spanExporter() {
            return InMemorySpanExporter.create();
        }
    }
}
