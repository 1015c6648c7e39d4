package io.orderflow.messaging.consumer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import com.rabbitmq.client.Channel;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LaneBufferTest {

    private final Channel open = channel(true);
    private final LaneBuffer buffer = new LaneBuffer(3, 4);

    @Test
    void servesTheMostImportantLaneFirstAndEachLaneInOrder() {
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
    void takesTheNextMessagesOfALaneUpToTheFirstThatDoesNotMatch() {
        Delivery first = add(1, open);
        Delivery second = add(1, open);
        Delivery other = add(1, open);
        add(1, open);
        add(0, open);

        assertThat(buffer.pollWhile(1, it -> it != other, 10)).containsExactly(first, second);
        assertThat(buffer.pollWhile(1, it -> true, 1)).containsExactly(other);
        assertThat(buffer.waiting()).hasSize(2);
    }

    @Test
    void servesEachWaitingLaneInTurn() {
        for (int i = 0; i < 40; i++) {
            add(0, open);
            add(1, open);
            add(2, open);
        }

        List<Integer> served =
                IntStream.range(0, 24).mapToObj(i -> buffer.poll().lane()).toList();

        assertThat(served).startsWith(0, 0, 0, 1, 2, 0, 0, 1, 2, 0, 0, 1, 2);
        for (int from = 1; from + 4 <= served.size(); from++) {
            assertThat(served.subList(from, from + 4))
                    .as("four from the %d.", from)
                    .contains(1, 2);
        }
    }

    @Test
    void givesAnEmptyLaneNoClaimToATurn() {
        IntStream.range(0, 10).forEach(i -> add(0, open));
        IntStream.range(0, 9).forEach(i -> buffer.poll());
        add(2, open);

        assertThat(buffer.poll().lane()).isZero();
    }

    @Test
    void servesAReturnedMessageFirstInItsLane() {
        Delivery first = add(1, open);
        add(1, open);

        buffer.putBack(buffer.poll());

        assertThat(buffer.poll()).isSameAs(first);
    }

    @Test
    void dropsMessagesOfClosedChannels() {
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
