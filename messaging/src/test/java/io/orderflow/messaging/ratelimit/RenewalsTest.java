package io.orderflow.messaging.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderflow.messaging.ratelimit.Permit.PermitExpired;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessResourceFailureException;

class RenewalsTest {

    private static final Permit LAPSED = new Permit(0, 0, () -> 1);

    private final BlockingQueue<Permit> permits = new LinkedBlockingQueue<>();
    private final AtomicInteger lapses = new AtomicInteger();
    private final Renewals renewals = new Renewals(wanted -> permits.take(), lapses::incrementAndGet);

    @BeforeEach
    void start() {
        renewals.start("renewals");
    }

    @AfterEach
    void stop() throws InterruptedException {
        renewals.stop();
    }

    @Test
    void aPermitThatLapsedIsReplacedUntilOneIsOpen() {
        permits.add(LAPSED);
        permits.add(Permit.unlimited());

        LAPSED.renewedBy(renewals).use();

        assertThat(lapses).hasValue(2);
        assertThat(permits).isEmpty();
    }

    @Test
    void onePermitIsForOneOfThoseWhoAsk() throws Exception {
        CompletableFuture<?>[] using = IntStream.range(0, 5)
                .mapToObj(it -> CompletableFuture.runAsync(
                        () -> LAPSED.renewedBy(renewals).use()))
                .toArray(CompletableFuture[]::new);

        permits.add(Permit.unlimited());
        CompletableFuture.anyOf(using).get(10, TimeUnit.SECONDS);
        permits.addAll(IntStream.range(0, 4).mapToObj(it -> Permit.unlimited()).toList());
        CompletableFuture.allOf(using).get(10, TimeUnit.SECONDS);

        assertThat(permits).isEmpty();
    }

    @Test
    void whoGetsNoneSoonLetsGo() {
        assertThatThrownBy(() -> LAPSED.renewedBy(renewals).use()).isInstanceOf(PermitExpired.class);
    }

    @Test
    void thoseWhoAskAfterAFailureAreServed() throws Exception {
        AtomicInteger calls = new AtomicInteger();
        Renewals flaky = new Renewals(
                wanted -> {
                    if (calls.getAndIncrement() == 0) {
                        throw new DataAccessResourceFailureException("the database is away");
                    }
                    return Permit.unlimited();
                },
                lapses::incrementAndGet);
        flaky.start("flaky");
        try {
            assertThatThrownBy(() -> LAPSED.renewedBy(flaky).use()).isInstanceOf(PermitExpired.class);
            LAPSED.renewedBy(flaky).use();
        } finally {
            flaky.stop();
        }
    }

    @Test
    void thereAreNoneOnceItStops() throws Exception {
        renewals.stop();

        assertThatThrownBy(() -> LAPSED.renewedBy(renewals).use()).isInstanceOf(PermitExpired.class);

        renewals.start("renewals");
        permits.add(Permit.unlimited());
        LAPSED.renewedBy(renewals).use();
    }
}
