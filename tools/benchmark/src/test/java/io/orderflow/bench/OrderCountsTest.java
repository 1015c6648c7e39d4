package io.orderflow.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OrderCountsTest {

    @Test
    void countsAnOrderAsLostIfAnyPartIsMissing() {
        assertThat(new OrderCounts(9, 10, 10).lost(10)).isEqualTo(1);
        assertThat(new OrderCounts(10, 8, 10).lost(10)).isEqualTo(2);
        assertThat(new OrderCounts(10, 10, 7).lost(10)).isEqualTo(3);
    }

    @Test
    void doesNotCountARepeatedMessageAsLoss() {
        assertThat(new OrderCounts(10, 11, 12).lost(10)).isZero();
    }

    @Test
    void countsRepeatedRequests() {
        assertThat(new OrderCounts(10, 10, 10).doubled(10)).isZero();
        assertThat(new OrderCounts(10, 11, 12).doubled(10)).isEqualTo(3);
        assertThat(new OrderCounts(10, 9, 12).doubled(10)).isEqualTo(2);
    }
}
