package io.orderflow.email;

import static io.orderflow.email.Messages.newRecipient;
import static io.orderflow.email.Messages.resetFor;
import static io.orderflow.email.RealInfrastructure.MAIL_SERVER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.data.StatusData;
import io.orderflow.messages.PasswordReset;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@IntegrationTest
class TracesTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Post post;
    private final InMemorySpanExporter exporter;
    private final String recipient = newRecipient();

    TracesTest(Post post, InMemorySpanExporter exporter) {
        this.post = post;
        this.exporter = exporter;
    }

    @BeforeEach
    @AfterEach
    void everythingWorks() {
        MAIL_SERVER.start();
        MAIL_SERVER.acceptAll();
        exporter.reset();
    }

    @Test
    void continuesTheTraceWithoutPersonalData() {
        PasswordReset request = resetFor(recipient, "s3cret");

        post.send(request, "vip");

        List<SpanData> spans = awaitSpansOf(request, "order.results publish");
        SpanData handled = named(spans, "email.vip process");
        SpanData sent = named(spans, "SMTP send");
        assertThat(sent.getParentSpanId()).isEqualTo(handled.getSpanId());
        assertThat(sent.getKind()).isEqualTo(SpanKind.CLIENT);
        assertThat(named(spans, "order.results publish").getParentSpanId()).isEqualTo(handled.getSpanId());
        assertThat(spans.toString()).doesNotContain("s3cret").doesNotContain(recipient);
    }

    @Test
    void marksARefusedMailAsFailedWithoutTheServersText() {
        MAIL_SERVER.reject(recipient::equals, 550, "no mailbox for " + recipient);
        PasswordReset request = resetFor(recipient, "s3cret");

        post.send(request, "vip");

        List<SpanData> spans = awaitSpansOf(request, "SMTP send");
        SpanData sent = named(spans, "SMTP send");
        assertThat(sent.getStatus()).isEqualTo(StatusData.error());
        assertThat(sent.getAttributes().get(AttributeKey.stringKey("error.type")))
                .isEqualTo("jakarta.mail.SendFailedException");
        assertThat(spans.toString()).doesNotContain("s3cret").doesNotContain(recipient);
    }

    private List<SpanData> awaitSpansOf(PasswordReset request, String last) {
        return await().atMost(PATIENCE)
                .until(
                        () -> traceOf(request),
                        spans -> spans.stream().anyMatch(it -> it.getName().equals(last))
                                && spans.stream().anyMatch(it -> it.getKind() == SpanKind.CONSUMER));
    }

    private List<SpanData> traceOf(PasswordReset request) {
        List<SpanData> all = exporter.getFinishedSpanItems();
        return all.stream()
                .filter(it -> all.stream()
                        .anyMatch(other -> other.getTraceId().equals(it.getTraceId())
                                && request.id()
                                        .toString()
                                        .equals(other.getAttributes()
                                                .get(AttributeKey.stringKey("messaging.message.id")))))
                .toList();
    }

    /** The last span of that name: a message that a worker puts back makes two spans for one attempt. */
    private static SpanData named(List<SpanData> spans, String name) {
        return spans.stream()
                .filter(it -> it.getName().equals(name))
                .reduce((earlier, later) -> later)
                .orElseThrow();
    }
}
