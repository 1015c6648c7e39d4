package io.orderflow.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderflow.messages.Message;
import io.orderflow.messages.PaymentCompleted;
import io.orderflow.messages.PaymentFailed;
import io.orderflow.messaging.MessageCodec.UnreadableMessage;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MessageCodecTest {

    private static final String COMPLETE = """
            {"type":"payment.completed","version":1,"id":"0b6f1a3e-7e0c-4f57-9e0e-2f4c8f1f5d11",\
            "time":"2026-01-02T03:04:05Z","correlationId":"0b6f1a3e-7e0c-4f57-9e0e-2f4c8f1f5d12","chargeId":"ch_1"}""";

    private final MessageCodec codec = new MessageCodec();

    @Test
    void readsWhatItWrote() {
        Message message = PaymentCompleted.of(UUID.randomUUID(), "ch_1", Instant.parse("2026-01-02T03:04:05.123456Z"));

        assertThat(codec.read(codec.write(message))).isEqualTo(message);
    }

    @Test
    void ignoresFieldsThatItDoesNotKnow() {
        assertThat(read(COMPLETE.replace("\"version\"", "\"new\":{\"a\":[1]},\"version\"")))
                .isInstanceOf(PaymentCompleted.class);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            hello                                         | not JSON
            {"type":"payment.completed"                   | not JSON
            null                                          | no JSON object
            []                                            | not the right kind of JSON
            {}                                            | the field 'type' is missing
            {"type":"payment.refunded","version":1}       | unknown type 'payment.refunded'
            {"type":"payment.completed","version":1}      | field 'id' is missing
            {"type":"payment.completed"}                  | field 'version' is missing or wrong
            {"type":"payment.completed","version":"x"}    | field 'version' is missing or wrong
            """)
    void saysWhyItCannotReadABody(String body, String why) {
        assertThatThrownBy(() -> read(body))
                .isInstanceOf(UnreadableMessage.class)
                .hasMessageContaining(why);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"type\":\"payment.completed\"",
                "\"correlationId\":\"0b6f1a3e-7e0c-4f57-9e0e-2f4c8f1f5d13\"",
                "\"unknown\":{\"a\":1,\"a\":2}"
            })
    void refusesAFieldThatIsThereTwice(String field) {
        assertThatThrownBy(() -> read(COMPLETE.replaceFirst("\\{", "{" + field + ",")))
                .isInstanceOf(UnreadableMessage.class)
                .hasMessageContaining("twice");
    }

    @Test
    void doesNotGuessAtANewerVersion() {
        assertThatThrownBy(() -> read(COMPLETE.replace("\"version\":1", "\"version\":2")))
                .isInstanceOf(UnreadableMessage.class)
                .hasMessageContaining("version 2 is not known, 1 to 1 are");
    }

    @Test
    void neverQuotesTheBodyItCannotRead() {
        assertThatThrownBy(() -> read(COMPLETE.replace("2026-01-02T03:04:05Z", "secret-token")))
                .isInstanceOf(UnreadableMessage.class)
                .hasMessageNotContaining("secret");
    }

    @ParameterizedTest
    @ValueSource(strings = {"order.placed", "payment.requested"})
    void doesNotQuoteATooLargeNumber(String type) {
        String body = COMPLETE.replace("payment.completed", type)
                .replace("\"chargeId\":\"ch_1\"", "\"total\":1e" + "9".repeat(400));

        assertThatThrownBy(() -> read(body))
                .isInstanceOf(UnreadableMessage.class)
                .hasMessageNotContaining("999");
    }

    @Test
    void doesNotQuoteATypeThatCouldForgeALogLine() {
        assertThatThrownBy(() -> read(COMPLETE.replace("payment.completed", "x\\n2026-11-25 all is well")))
                .isInstanceOf(UnreadableMessage.class)
                .hasMessageContaining("the field 'type' is wrong")
                .hasMessageNotContaining("well");
    }

    @Test
    void readsAndWritesNoMoreThanTheLargestMessage() {
        String padding = " ".repeat(Message.MAX_BYTES);

        assertThatThrownBy(() -> read(COMPLETE + padding)).hasMessageContaining("bytes");
        assertThatThrownBy(() -> codec.write(PaymentFailed.of(UUID.randomUUID(), padding, Instant.EPOCH)))
                .hasMessageContaining("16384 are allowed");
    }

    private Message read(String body) {
        return codec.read(body.getBytes(StandardCharsets.UTF_8));
    }
}
