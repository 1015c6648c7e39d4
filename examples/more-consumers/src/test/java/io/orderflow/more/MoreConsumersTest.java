package io.orderflow.more;

import io.orderflow.backing.SharedBackingServices;
import io.orderflow.more.sms.RecordingSmsGateway;
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

/**
 * Tests the whole application on a real broker and database. All tests share one context, because a second one would consume messages
 * from the same queues.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {"orderflow.ops.password=" + MoreConsumersTest.OPS_PASSWORD, "orderflow.topology.declare=all"})
@AutoConfigureRestTestClient
@Import({MoreConsumersTest.Infrastructure.class, Post.class, DeadLetters.class, RecordingSmsGateway.class})
public @interface MoreConsumersTest {

    String OPS_PASSWORD = "correct-horse-battery";

    @TestConfiguration(proxyBeanMethods = false)
    class Infrastructure {

        @Bean
        DynamicPropertyRegistrar infrastructure() {
            return registry -> SharedBackingServices.springProperties("more")
                    .forEach((name, value) -> registry.add(name, () -> value));
        }
    }
}
