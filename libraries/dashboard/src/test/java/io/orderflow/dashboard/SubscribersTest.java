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

    private final Subscribers subscribers = new Subscribers(3, 2, 1000);

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
        subscribers.add(new Page(), "b", event("first"));
        subscribers.add(new Page(), "c", event("first"));

        assertThatThrownBy(() -> subscribers.add(new Page(), "d", event("first")))
                .isInstanceOf(NotServed.class);
    }

    @Test
    void endsAPageOfTheClientWithTheMostPagesForANewClient() {
        List<Page> many = List.of(new Page(), new Page());
        Page one = new Page();
        many.forEach(it -> subscribers.add(it, "a", event("first")));
        subscribers.add(one, "b", event("first"));

        subscribers.add(new Page(), "c", event("first"));

        await().atMost(PATIENCE)
                .until(() -> many.stream().filter(it -> it.ended).count() == 1);
        assertThat(one.ended).isFalse();
        assertThatThrownBy(() -> subscribers.add(new Page(), "a", event("first")))
                .as("it would only take turns")
                .isInstanceOf(NotServed.class);
    }

    @Test
    void countsThePagesOfAnIpv6Network() {
        subscribers.add(new Page(), "2001:db8:0:7::1", event("first"));
        subscribers.add(new Page(), "2001:db8:0:7::2", event("first"));

        assertThatThrownBy(() -> subscribers.add(new Page(), "2001:db8:0:7:ffff::3", event("first")))
                .isInstanceOf(NotServed.class);
        subscribers.add(new Page(), "2001:db8:0:8::1", event("first"));
    }

    /** A page whose client is lost without a trace, or that never began to read. */
    @Test
    void endsEachPageAfterANumberOfEvents() {
        Subscribers shortLived = new Subscribers(3, 2, 2);
        shortLived.open();
        Page page = new Page();
        shortLived.add(page, "a", event("first"));

        shortLived.tell(event("1"));
        shortLived.tell(event("2"));
        assertThat(shortLived.isEmpty()).isFalse();
        shortLived.tell(event("3"));

        assertThat(shortLived.isEmpty()).isTrue();
        await().atMost(PATIENCE).until(() -> page.ended);
        shortLived.close();
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
        private volatile boolean ended;

        @Override
        public void complete() {
            ended = true;
        }

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
