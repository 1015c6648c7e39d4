package io.orderflow.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.orderflow.dashboard.Subscribers.NotServed;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.mvc.method.annotation.ResponseBodyEmitter;

class SubscribersTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Subscribers subscribers = new Subscribers(3, 2);

    @BeforeEach
    void open() {
        subscribers.open();
    }

    @AfterEach
    void close() {
        subscribers.close();
    }

    @Test
    void aSlowPageMissesEventsAndDelaysNoOther() {
        Page slow = new Page();
        Page quick = new Page();
        quick.takesNews.countDown();
        subscribers.add(slow, "a", event("first"));
        subscribers.add(quick, "a", event("first"));
        await().atMost(PATIENCE).until(() -> slow.begun.contains("first") && quick.begun.contains("first"));

        for (String news : List.of("1", "2", "3")) {
            tellUntil(quick, news);
        }
        assertThat(slow.begun).containsExactly("first");

        slow.takesNews.countDown();
        tellUntil(slow, "4");
        assertThat(slow.begun).startsWith("first", "4").doesNotContain("1", "2", "3");
    }

    /** Even if the page is closed at once. */
    @RepeatedTest(30)
    void forgetsAClosedPage() {
        Page closed = new Page();
        closed.gone = true;
        closed.takesNews.countDown();
        subscribers.add(closed, "a", event("first"));

        await().atMost(PATIENCE).until(subscribers::isEmpty);
    }

    @Test
    void limitsTheNumberOfPages() {
        subscribers.add(new Page(), "a", event("first"));
        subscribers.add(new Page(), "a", event("first"));

        subscribers.add(new Page(), "b", event("first"));

        assertThatThrownBy(() -> subscribers.add(new Page(), "c", event("first")))
                .isInstanceOf(NotServed.class);
    }

    @Test
    void leavesRoomForPagesOfOtherAddresses() {
        subscribers.add(new Page(), "a", event("first"));
        subscribers.add(new Page(), "a", event("first"));

        assertThatThrownBy(() -> subscribers.add(new Page(), "a", event("first")))
                .isInstanceOf(NotServed.class);
        subscribers.add(new Page(), "b", event("first"));
    }

    @Test
    void refusesPagesWhileTheServiceStops() {
        subscribers.close();

        assertThatThrownBy(() -> subscribers.add(new Page(), "a", event("first")))
                .isInstanceOf(NotServed.class);
        subscribers.open();
    }

    /** A page that is still writing an event misses the next one, so repeat. */
    private void tellUntil(Page page, String news) {
        await().atMost(PATIENCE).until(() -> {
            subscribers.tell(event(news));
            return page.begun.contains(news);
        });
    }

    private static byte[] event(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static final class Page extends ResponseBodyEmitter {

        private final List<String> begun = new CopyOnWriteArrayList<>();
        private final CountDownLatch takesNews = new CountDownLatch(1);
        private boolean gone;

        @Override
        public void send(Object event, MediaType type) throws IOException {
            begun.add(new String((byte[]) event, StandardCharsets.UTF_8));
            try {
                takesNews.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            if (gone) {
                throw new IOException("the page is closed");
            }
        }
    }
}
