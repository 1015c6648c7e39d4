package io.orderflow.messaging.received;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Envelope;
import org.jspecify.annotations.Nullable;
import org.springframework.amqp.core.MessageProperties;
import org.springframework.amqp.rabbit.support.DefaultMessagePropertiesConverter;

/** Drops a delivery mode that AMQP does not know. The default converter throws, and the exception would close the channel. */
public final class TolerantPropertiesConverter extends DefaultMessagePropertiesConverter {

    private static final int TRANSIENT = 1;
    private static final int PERSISTENT = 2;

    @Override
    public MessageProperties toMessageProperties(BasicProperties source, @Nullable Envelope envelope, String charset) {
        Integer mode = source.getDeliveryMode();
        boolean known = mode == null || mode == TRANSIENT || mode == PERSISTENT;
        BasicProperties readable =
                known ? source : source.builder().deliveryMode(null).build();
        return super.toMessageProperties(readable, envelope, charset);
    }
}
