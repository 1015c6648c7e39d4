package io.orderflow.email;

import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.orderflow.backing.Broker;
import io.orderflow.backing.MailServer;
import io.orderflow.backing.SharedBackingServices;
import java.util.HashMap;
import java.util.Map;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.test.context.DynamicPropertyRegistrar;

/** One broker, one database and one mail server for all tests of this JVM. They stop with it. */
@TestConfiguration(proxyBeanMethods = false)
class RealInfrastructure {

    static final Broker BROKER = SharedBackingServices.broker();
    static final MailServer MAIL_SERVER = MailServer.start(0);

    static Map<String, String> springProperties() {
        Map<String, String> properties = new HashMap<>(SharedBackingServices.springProperties("emails"));
        properties.put("orderflow.topology.declare", "all");
        properties.put("orderflow.consumers.email.postpone-for", "2s");
        properties.put("orderflow.consumers.email.give-up-after", "5s");
        properties.put("spring.mail.host", MAIL_SERVER.host());
        properties.put("spring.mail.port", Integer.toString(MAIL_SERVER.port()));
        return properties;
    }

    @Bean
    DynamicPropertyRegistrar infrastructure() {
        return registry -> springProperties().forEach((name, value) -> registry.add(name, () -> value));
    }

    @Bean
    InMemorySpanExporter spanExporter() {
        return InMemorySpanExporter.create();
    }
}
