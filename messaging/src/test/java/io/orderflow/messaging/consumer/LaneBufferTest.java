package io.orderflow.messaging.consumer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import com.rabbitmq.client.Channel;
import org.junit.jupiter.api.Test;

class LaneBufferTest {

    private final Channel open = channel(true);
    private final LaneBuffer buffer = new LaneBuffer(3);

    @Test
    void givesTheMostImportantLaneFirstAndEachInItsOrder() {
        Delivery regular = add(1, open);
        Delivery bulk = add(2, open);
        Delivery vip = add(0, open);
        Delivery vipLater = add(0, open);

        assertThat(buffer.poll()).isSameAs(vip);
        assertThat(buffer.poll()).isSameAs(vipLater);
        assertThat(buffer.poll()).isSameAs(regular);
        assertThat(buffer.poll()).isSameAs(bulk);
        assertThat(buffer.poll()).isNull();
    }

    @Test
    void givesWhatWasPutBackBeforeTheRestOfItsLane() {
        Delivery first = add(1, open);
        add(1, open);

        buffer.putBack(buffer.poll());

        assertThat(buffer.poll()).isSameAs(first);
    }

    @Test
    void forgetsWhatTheBrokerHasTakenBack() {
        add(0, channel(false));
        Delivery ours = add(1, open);

        assertThat(buffer.poll()).isSameAs(ours);
        assertThat(buffer.poll()).isNull();
    }

    private Delivery add(int lane, Channel channel) {
        Delivery delivery = new Delivery(lane, null, channel);
        buffer.add(delivery);
        return delivery;
    }

    private static Channel channel(boolean open) {
        Channel channel = mock();
        when(channel.isOpen()).thenReturn(open);
        return channel;
    }
}
