package io.orderflow.messaging.received;

import static org.assertj.core.api.Assertions.assertThat;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Envelope;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.amqp.core.MessageDeliveryMode;
import org.springframework.amqp.core.MessageProperties;

class TolerantPropertiesConverterTest {

    /** RabbitMQ 3 refuses such messages. */
    @ParameterizedTest
    @ValueSource(ints = {0, 3, 255})
    void dropsADeliveryModeThatAmqpDoesNotKnow(int mode) {
        MessageProperties properties =
                converted(new BasicProperties.Builder().deliveryMode(mode).messageId("1"));

        assertThat(properties.getMessageId()).isEqualTo("1");
        assertThat(properties.getReceivedDeliveryMode()).isNull();
    }

    @Test
    void keepsTheOtherModes() {
        assertThat(converted(new BasicProperties.Builder().deliveryMode(2)).getReceivedDeliveryMode())
                .isEqualTo(MessageDeliveryMode.PERSISTENT);
        assertThat(converted(new BasicProperties.Builder()).getReceivedDeliveryMode())
                .isNull();
    }

    private static MessageProperties converted(BasicProperties.Builder properties) {
        return new TolerantPropertiesConverter()
                .toMessageProperties(properties.build(), new Envelope(1, false, "e", "k"), "UTF-8");
    }
}
