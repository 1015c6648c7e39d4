package io.orderflow.messaging;

import static io.orderflow.messaging.ScriptedMessages.message;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.orderflow.messages.PaymentFailed;
import io.orderflow.messaging.deadletter.FailureHandler;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.springframework.amqp.core.Message;
import org.springframework.amqp.core.MessageBuilder;
import org.springframework.amqp.rabbit.core.RabbitTemplate;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Log lines name the order, trace and span of the message that was being handled. */
@MessagingTest
class LogContextTest {

    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final Logger logger = (Logger) LoggerFactory.getLogger(FailureHandler.class);
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();

    @Autowired
    private ScriptedMessages messages;

    @Autowired
    private InMemorySpanExporter exporter;

    @Autowired
    private RabbitTemplate rabbit;

    @BeforeEach
    void listen() {
        lines.list = new CopyOnWriteArrayList<>();
        lines.start();
        logger.addAppender(lines);
    }

    @AfterEach
    void leave(@Autowired JdbcClient jdbc) {
        logger.detachAppender(lines);
        jdbc.sql("delete from messaging.dead_letter").update();
    }

    @Test
    void logLinesContainTheIdsOfOrderTraceAndSpan() {
        PaymentFailed message = message("refuse");
        messages.publish(message);

        Map<String, String> context = contextOfLineWith(message.id().toString());

        SpanData span = await().atMost(PATIENCE)
                .until(
                        () -> exporter.getFinishedSpanItems().stream()
                                .filter(it -> message.id()
                                        .toString()
                                        .equals(it.getAttributes().get(AttributeKey.stringKey("messaging.message.id"))))
                                .filter(it -> it.getName().equals("demo.regular process"))
                                .toList(),
                        it -> !it.isEmpty())
                .get(0);
        assertThat(context)
                .containsEntry("orderId", message.correlationId().toString())
                .containsEntry("traceId", span.getTraceId())
                .containsEntry("spanId", span.getSpanId());
    }

    @Test
    void logLinesOmitAForgedOrderId() {
        messages.publish("refuse");
        Message forged = MessageBuilder.withBody("no JSON".getBytes())
                .setMessageId("forged-1")
                .setCorrelationId("x\n2026-11-25 all is well")
                .build();
        rabbit.send("", "demo.regular", forged);

        assertThat(contextOfLineWith("forged-1")).containsKey("traceId").doesNotContainKey("orderId");
    }

    private Map<String, String> contextOfLineWith(String text) {
        return await().atMost(PATIENCE)
                .until(
                        () -> List.copyOf(lines.list).stream()
                                .filter(it -> it.getFormattedMessage().contains(text))
                                .toList(),
                        it -> !it.isEmpty())
                .get(0)
                .getMDCPropertyMap();
    }
}
