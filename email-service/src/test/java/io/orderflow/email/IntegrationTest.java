package io.orderflow.email;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.resttestclient.autoconfigure.AutoConfigureRestTestClient;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.TestConstructor;

/** Tests the whole service on a real broker, database and mail server; all tests share one context. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "orderflow.ops.password=" + IntegrationTest.OPS_PASSWORD,
            "management.opentelemetry.tracing.export.schedule-delay=50ms"
        })
@AutoConfigureRestTestClient
@Import({RealInfrastructure.class, Post.Setup.class})
@TestConstructor(autowireMode = TestConstructor.AutowireMode.ALL)
@interface IntegrationTest {

    String OPS_PASSWORD = "correct-horse-battery";
}
