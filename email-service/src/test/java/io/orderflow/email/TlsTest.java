package io.orderflow.email;

import static io.orderflow.email.Messages.newRecipient;
import static io.orderflow.email.RealInfrastructure.BROKER;
import static io.orderflow.email.RealInfrastructure.MAIL_SERVER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderflow.backing.SharedBackingServices;
import io.orderflow.messaging.ratelimit.Permit;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.amqp.rabbit.connection.ConnectionFactory;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mail.javamail.JavaMailSenderImpl;

/** Database, broker and mail server behind TLS, set up as docs/security.md describes. */
@Tag("slow")
class TlsTest {

    @TempDir
    static Path folder;

    static Authority trusted;
    static Map<Impostor, Doors> doors = new HashMap<>();

    /** A server whose certificate clients must reject. */
    enum Impostor {
        NONE,
        SIGNED_BY_A_STRANGER,
        FOR_ANOTHER_HOST
    }

    record Doors(TlsDoor database, TlsDoor broker, TlsDoor mailServer) {

        static Doors of(Authority authority) throws Exception {
            return new Doors(
                    TlsDoor.toPostgres(SharedBackingServices.database().port(), authority),
                    TlsDoor.to(BROKER.port(), authority),
                    TlsDoor.to(MAIL_SERVER.port(), authority));
        }
    }

    @BeforeAll
    static void open() throws Exception {
        BROKER.start();
        MAIL_SERVER.start();
        trusted = new Authority(folder.resolve("trusted"), "ip:127.0.0.1");
        doors.put(Impostor.NONE, Doors.of(trusted));
        doors.put(Impostor.SIGNED_BY_A_STRANGER, Doors.of(new Authority(folder.resolve("stranger"), "ip:127.0.0.1")));
        trusted.issue("ip:192.0.2.1");
        doors.put(Impostor.FOR_ANOTHER_HOST, Doors.of(trusted));
    }

    @AfterAll
    static void close() throws Exception {
        for (Doors some : doors.values()) {
            some.database().close();
            some.broker().close();
            some.mailServer().close();
        }
    }

    @Test
    void connectsToAllThreeOverTlsOnly() throws Exception {
        try (ConfigurableApplicationContext service = start(Impostor.NONE, Impostor.NONE)) {
            String recipient = newRecipient();

            assertThat(service.getBean(JdbcClient.class)
                            .sql("select count(*) from sent_email")
                            .query(Long.class)
                            .single())
                    .isNotNegative();
            assertThat(service.getBean(ConnectionFactory.class)
                            .createConnection()
                            .isOpen())
                    .isTrue();
            MailComposer composer = service.getBean(MailComposer.class);
            Mail mail = new Mail(MailType.PASSWORD_RESET, recipient, "Hello", Map.of("link", "https://shop.example"));
            service.getBean(SmtpClient.class).send(composer.compose(mail, "<tls@shop.example>"), Permit.unlimited());
            assertThat(MAIL_SERVER.mails()).anySatisfy(it -> assertThat(it.to()).isEqualTo(List.of(recipient)));
        }
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void doesNotStartWithTheDatabaseOfAnImpostor(Impostor impostor) {
        assertThatThrownBy(() -> start(impostor, Impostor.NONE).close())
                .hasStackTraceContaining("Unable to obtain connection from database");
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void sendsNothingToABrokerOrMailServerOfAnImpostor(Impostor impostor) {
        try (ConfigurableApplicationContext service = start(Impostor.NONE, impostor)) {
            assertThatThrownBy(() -> service.getBean(ConnectionFactory.class).createConnection())
                    .hasStackTraceContaining("javax.net.ssl.SSLHandshakeException");
            assertThatThrownBy(() -> service.getBean(JavaMailSenderImpl.class).testConnection())
                    .hasStackTraceContaining("javax.net.ssl.SSLHandshakeException");
        }
    }

    private static ConfigurableApplicationContext start(Impostor atDatabase, Impostor elsewhere) {
        Map<String, String> settings = new HashMap<>(RealInfrastructure.springProperties());
        settings.put("server.port", "0");
        settings.put("spring.ssl.bundle.pem.ours.truststore.certificate", "file:" + trusted.certificate());
        settings.put(
                "spring.datasource.url",
                "jdbc:postgresql://127.0.0.1:%d/emails?sslmode=verify-full&sslrootcert=%s"
                        .formatted(doors.get(atDatabase).database().port(), trusted.certificate()));
        settings.put("spring.rabbitmq.ssl.bundle", "ours");
        settings.put("spring.rabbitmq.port", port(doors.get(elsewhere).broker()));
        settings.put("spring.mail.ssl.enabled", "true");
        settings.put("spring.mail.ssl.bundle", "ours");
        settings.put("spring.mail.port", port(doors.get(elsewhere).mailServer()));
        return new SpringApplicationBuilder(EmailServiceApplication.class)
                .run(settings.entrySet().stream()
                        .map(it -> "--" + it.getKey() + "=" + it.getValue())
                        .toArray(String[]::new));
    }

    private static String port(TlsDoor door) {
        return Integer.toString(door.port());
    }
}
