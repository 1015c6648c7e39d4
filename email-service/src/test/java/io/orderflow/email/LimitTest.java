package io.orderflow.email;

import static io.orderflow.email.Messages.newRecipient;
import static io.orderflow.email.Messages.orderOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orderflow.messages.OrderPlaced;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

@Tag("slow")
@IntegrationTest
class LimitTest {

    private static final int LIMIT = 5;

    private final Post post;
    private final JdbcClient jdbc;

    LimitTest(Post post, JdbcClient jdbc) {
        this.post = post;
        this.jdbc = jdbc;
    }

    @Test
    void startsAtMostFiveMailsInAnySecond() {
        List<OrderPlaced> backlog =
                Stream.generate(() -> orderOf(newRecipient())).limit(60).toList();

        backlog.forEach(post::send);

        List<Instant> starts =
                await().atMost(Duration.ofMinutes(5)).until(() -> startsOf(backlog), it -> it.size() == backlog.size());
        for (int i = LIMIT; i < starts.size(); i++) {
            assertThat(Duration.between(starts.get(i - LIMIT), starts.get(i)))
                    .as("from mail %d to mail %d", i - LIMIT, i)
                    .isGreaterThanOrEqualTo(Duration.ofSeconds(1));
        }
    }

    private List<Instant> startsOf(List<OrderPlaced> orders) {
        return jdbc
                .sql("select started_at from sent_email where message_id = any(?) order by started_at")
                .param(orders.stream().map(OrderPlaced::id).toArray(UUID[]::new))
                .query(Timestamp.class)
                .list()
                .stream()
                .map(Timestamp::toInstant)
                .toList();
    }
}
