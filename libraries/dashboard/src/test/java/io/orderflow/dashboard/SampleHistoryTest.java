package io.orderflow.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.dashboard.Snapshot.ConsumerView;
import io.orderflow.dashboard.Snapshot.OrdersView;
import io.orderflow.dashboard.Snapshot.ServiceView;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SampleHistoryTest {

    private static final Instant START = Instant.parse("2026-01-31T08:00:00Z");

    private final SampleHistory history = new SampleHistory();

    @Test
    void keepsFifteenMinutes() {
        for (int second = 0; second < 1000; second++) {
            history.add(snapshot(second, (double) second));
        }

        SampleHistory.Series kept = history.series();
        assertThat(kept.at()).hasSize(900).startsWith(START.getEpochSecond() + 100);
        assertThat(kept.series().get("accepted")).hasSize(900).startsWith(100.0).endsWith(999.0);
    }

    @Test
    void hasAGapWhereANumberWasUnknown() {
        history.add(snapshot(0, 1.0));
        history.add(snapshot(1, null, ConsumerView.unknown("books", Map.of("books.vip", 2L, "books.bulk", 3L))));
        history.add(snapshot(2, 3.0, ConsumerView.unknown("books", null)));

        SampleHistory.Series kept = history.series();
        assertThat(kept.series().get("accepted")).isEqualTo(Arrays.asList(1.0, null, 3.0));
        assertThat(kept.series().get("books.depth")).isEqualTo(Arrays.asList(null, 5.0, null));
        assertThat(kept.series())
                .containsOnlyKeys("accepted", "books.depth", "books.in", "books.out", "books.limit", "books.oldest");
    }

    private static Snapshot snapshot(int second, Double accepted, ConsumerView... consumers) {
        ServiceView service = new ServiceView("book-service", true, true, "/ops", null, List.of(consumers));
        return new Snapshot(
                START.plusSeconds(second), true, new OrdersView(accepted), List.of(service), List.of(), null);
    }
}
