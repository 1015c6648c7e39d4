package io.orderflow.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderflow.messaging.MessageCodec.UnreadableMessage;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.amqp.core.Message;

class OversizedBodyTest {

    @Test
    void keepsABodyWithinTheLimit() {
        Message message = new Message(new byte[OversizedBody.LIMIT]);

        assertThat(OversizedBody.cut(message)).isSameAs(message);
        assertThat(OversizedBody.isIn(message.getMessageProperties().getHeaders()))
                .isFalse();
    }

    @Test
    void keepsFirstBytesSizeAndHashOfALargerBody() {
        Message cut = OversizedBody.cut(new Message(new byte[15_700_000]));

        Map<String, Object> headers = cut.getMessageProperties().getHeaders();
        assertThat(cut.getBody()).hasSize(OversizedBody.KEPT);
        assertThat(OversizedBody.bytes(headers)).isEqualTo(15_700_000);
        assertThat(headers.get(OversizedBody.SHA256)).asString().matches("[0-9a-f]{64}");
        assertThatThrownBy(() -> new MessageCodec().read(cut))
                .isInstanceOf(UnreadableMessage.class)
                .hasMessageContaining("15700000 bytes, 16384 are allowed");
    }

    @Test
    void copyKeepsSizeAndHashAndNoLongHeader() {
        Map<String, Object> foreign = Map.of(OversizedBody.SHA256, "a".repeat(10_000), OversizedBody.BYTES, "many");

        assertThat(OversizedBody.headersOfCopy(foreign))
                .isEqualTo(Map.of(OversizedBody.SHA256, "a".repeat(64), OversizedBody.BYTES, 0));
        assertThat(OversizedBody.headersOfCopy(Map.of())).isEmpty();
    }
}
