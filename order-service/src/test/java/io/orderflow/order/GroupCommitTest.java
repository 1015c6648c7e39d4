package io.orderflow.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GroupCommitTest {

    private static final Duration SHORT = Duration.ofMillis(50);
    private static final Duration LONG = Duration.ofMinutes(1);
    private static final int BAD = -1;
    private static final int OUTAGE = -2;

    private final ExecutorService customers = Executors.newCachedThreadPool();
    private final List<List<Integer>> groups = new CopyOnWriteArrayList<>();
    private final CountDownLatch firstIsStored = new CountDownLatch(1);

    private GroupCommit<Integer, Integer> commit;

    @AfterEach
    void stop() throws InterruptedException {
        firstIsStored.countDown();
        customers.shutdownNow();
        commit.close();
    }

    /** The first group waits for {@link #firstIsStored}, so that other items gather meanwhile. */
    private List<Integer> store(List<Integer> group) {
        groups.add(List.copyOf(group));
        if (groups.size() == 1) {
            await().atMost(LONG).until(() -> firstIsStored.getCount() == 0);
        }
        if (group.contains(OUTAGE)) {
            throw new IllegalStateException("away");
        }
        if (group.contains(BAD)) {
            throw new IllegalArgumentException("bad");
        }
        return group.stream().map(it -> it * 10).toList();
    }

    private void commit(int largestGroup, Duration patience) {
        commit = new GroupCommit<>(
                "test", 1, largestGroup, patience, this::store, IllegalStateException.class::isInstance);
    }

    /** Stores the first item by itself, and the others in the order of their arrival. */
    private List<CompletableFuture<Integer>> placed(int... items) {
        List<CompletableFuture<Integer>> results = new ArrayList<>();
        for (int i = 0; i < items.length; i++) {
            int item = items[i];
            int ahead = i - 1;
            results.add(CompletableFuture.supplyAsync(() -> commit.store(item), customers));
            await().until(() -> ahead < 0 ? groups.size() == 1 : commit.waiting() == ahead + 1);
        }
        return results;
    }

    @Test
    void storesWaitingItemsTogetherAndInOrder() {
        commit(3, LONG);
        List<CompletableFuture<Integer>> results = placed(1, 2, 3, 4, 5);

        firstIsStored.countDown();

        assertThat(results).extracting(CompletableFuture::join).containsExactly(10, 20, 30, 40, 50);
        assertThat(groups).containsExactly(List.of(1), List.of(2, 3, 4), List.of(5));
    }

    @Test
    void failsOnlyTheItemThatCausesAFailure() {
        commit(10, LONG);
        List<CompletableFuture<Integer>> results = placed(1, 2, BAD, 4);

        firstIsStored.countDown();

        assertThat(results.get(1).join()).isEqualTo(20);
        assertThat(results.get(3).join()).isEqualTo(40);
        assertThatThrownBy(results.get(2)::join).hasCauseInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void failsTheWholeGroupInAnOutageWithoutTryingEachItem() {
        commit(10, LONG);
        List<CompletableFuture<Integer>> results = placed(1, 2, OUTAGE, 4);

        firstIsStored.countDown();

        assertThat(results.subList(1, 4))
                .allSatisfy(it -> assertThatThrownBy(it::join).hasCauseInstanceOf(IllegalStateException.class));
        assertThat(groups).hasSize(2);
    }

    @Test
    void stopsStoringOneByOneWhenAnOutageBegins() {
        commit = new GroupCommit<>(
                "test",
                1,
                10,
                LONG,
                group -> {
                    store(group.contains(BAD) && group.size() > 1 ? List.of(BAD) : group);
                    return group;
                },
                IllegalStateException.class::isInstance);
        List<CompletableFuture<Integer>> results = placed(1, BAD, OUTAGE, 4);

        firstIsStored.countDown();

        assertThatThrownBy(results.get(1)::join).hasCauseInstanceOf(IllegalArgumentException.class);
        assertThat(results.subList(2, 4))
                .allSatisfy(it -> assertThatThrownBy(it::join).hasCauseInstanceOf(IllegalStateException.class));
    }

    @Test
    void doesNotStoreAnItemThatWaitedTooLong() {
        commit(10, SHORT);
        List<CompletableFuture<Integer>> results = placed(1);

        assertThatThrownBy(() -> commit.store(2)).isInstanceOf(LineTooLongException.class);

        firstIsStored.countDown();
        assertThat(results.get(0).join()).isEqualTo(10);
        assertThat(groups).doesNotContain(List.of(2));
    }

    @Test
    void storesWaitingItemsOnCloseAndRefusesLaterOnes() throws InterruptedException {
        commit(10, LONG);
        List<CompletableFuture<Integer>> results = placed(1, 2);

        firstIsStored.countDown();
        commit.close();

        assertThat(results).extracting(CompletableFuture::join).containsExactly(10, 20);
        assertThatThrownBy(() -> commit.store(3)).isInstanceOf(LineTooLongException.class);
    }

    @Test
    void reportsAnErrorToTheCaller() {
        commit = new GroupCommit<>(
                "test",
                1,
                10,
                LONG,
                group -> {
                    throw new StackOverflowError();
                },
                IllegalStateException.class::isInstance);

        assertThatThrownBy(() -> commit.store(1)).isInstanceOf(StackOverflowError.class);
        assertThatThrownBy(CompletableFuture.supplyAsync(() -> commit.store(2), customers)::join)
                .isInstanceOf(CompletionException.class);
    }
}
