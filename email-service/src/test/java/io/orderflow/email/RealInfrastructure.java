package io.orderflow.email;

import io.orderflow.infrastructure.Broker;
import io.orderflow.infrastructure.Database;
import io.orderflow.infrastructure.DatabaseCredentials;
import io.orderflow.infrastructure.MailServer;
import java.util.List;
import org.springframework.boot.amqp.autoconfigure.RabbitConnectionDetails;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.test.context.DynamicPropertyRegistrar;

/** One broker, one database and one mail server for all tests of this JVM. They end with it. */
@TestConfiguration(proxyBeanMethods = false)
class RealInfrastructure {

    static final Broker BROKER = Broker.temporary();
    static final MailServer MAIL_SERVER = MailServer.start(0);
    static final DatabaseCredentials EMAILS = Database.temporary().createDatabase("emails");

    @Bean
    RabbitConnectionDetails broker() {
        return new RabbitConnectionDetails() {
            @Override
            public String getUsername() {
                return BROKER.adminUser();
            }

            @Override
            public String getPassword() {
                return BROKER.adminPassword();
            }

            @Override
            public List<Address> getAddresses() {
                return List.of(new Address(BROKER.host(), BROKER.port()));
            }
        };
    }

    @Bean
    JdbcConnectionDetails database() {
        return new JdbcConnectionDetails() {
            @Override
            public String getUsername() {
                return EMAILS.user();
            }

            @Override
            public String getPassword() {
                return EMAILS.password();
            }

            @Override
            public String getJdbcUrl() {
                return EMAILS.url();
            }
        };
    }

    @Bean
    DynamicPropertyRegistrar mailServer() {
        return properties -> {
            properties.add("spring.mail.host", MAIL_SERVER::host);
            properties.add("spring.mail.port", MAIL_SERVER::port);
        };
    }
}
