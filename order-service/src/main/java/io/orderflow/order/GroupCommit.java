package io.orderflow.order;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Stores all waiting items in one transaction, in the order of their arrival. While a writer commits one group, the next group gathers,
 * so no item waits for a group to fill.
 *
 * <p>Each caller gets the result or the error of its own item. If a group fails, its items are stored one by one. In an outage all
 * items of the group fail at once.
 */
final class GroupCommit<T, R> {

    private static final Duration TIME_TO_FINISH = Duration.ofSeconds(15);
    private static final long LOOK_EVERY_MILLIS = 100;

    private final int largestGroup;
    private final Duration patience;
    private final Function<List<T>, List<R>> store;
    private final Predicate<Throwable> isOutage;
    private final BlockingQueue<Poll<T, R>> line = new LinkedBlockingQueue<>();
    private final List<Thread> writers = new ArrayList<>();
    private volatile boolean closed;

    private record Poll<T, R>(T item, CompletableFuture<R> result) {}

    /**
     * @param writers how many groups are stored at the same time
     * @param patience how long an item waits for a writer
     * @param store stores all of a group or none of it, and returns a result for each item, in the same order
     * @param isOutage whether no item of the group can be the cause of this failure
     */
    GroupCommit(
            String name,
            int writers,
            int largestGroup,
            Duration patience,
            Function<List<T>, List<R>> store,
            Predicate<Throwable> isOutage) {
        this.largestGroup = largestGroup;
        this.patience = patience;
        this.store = store;
        this.isOutage = isOutage;
        for (int i = 1; i <= writers; i++) {
            Thread writer = new Thread(this::write, name + "-" + i);
            writer.setDaemon(true);
            this.writers.add(writer);
            writer.start();
        }
    }

    /**
     * Returns when the item is stored.
     *
     * @throws LineTooLongException if no writer took the item in time, this is closed, or the thread was interrupted; then nothing was
     *     stored
     * @throws RuntimeException as {@code store} does. After an outage the caller can't know whether the item was stored.
     */
    R store(T item) {
        Poll<T, R> mine = new Poll<>(item, new CompletableFuture<>());
        line.add(mine);
        if (closed && line.remove(mine)) {
            throw new LineTooLongException();
        }
        try {
            return mine.result.get(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            return withdraw(mine);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return withdraw(mine);
        } catch (ExecutionException e) {
            throw rethrown(e.getCause());
        }
    }

    /** Waits for the outcome if a writer has already taken the item: only that writer knows the outcome. */
    private R withdraw(Poll<T, R> mine) {
        if (line.remove(mine)) {
            throw new LineTooLongException();
        }
        try {
            return mine.result.join();
        } catch (CompletionException e) {
            throw rethrown(e.getCause());
        }
    }

    private static RuntimeException rethrown(@Nullable Throwable cause) {
        if (cause instanceof Error error) {
            throw error;
        }
        return (RuntimeException) Objects.requireNonNull(cause);
    }

    /** How many items wait for a writer. */
    int waiting() {
        return line.size();
    }

    private void write() {
        List<Poll<T, R>> group = new ArrayList<>();
        while (!closed || !line.isEmpty()) {
            try {
                Poll<T, R> first = line.poll(LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS);
                if (first != null) {
                    group.add(first);
                    line.drainTo(group, largestGroup - 1);
                    write(group);
                    group.clear();
                }
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private void write(List<Poll<T, R>> group) {
        tryToStore(group).ifPresent(failure -> {
            if (group.size() == 1 || isOutage.test(failure)) {
                fail(group, failure);
            } else {
                writeOneByOne(group);
            }
        });
    }

    private void writeOneByOne(List<Poll<T, R>> group) {
        for (int i = 0; i < group.size(); i++) {
            Optional<Throwable> failure = tryToStore(group.subList(i, i + 1));
            if (failure.isPresent() && isOutage.test(failure.get())) {
                fail(group.subList(i, group.size()), failure.get());
                return;
            }
            if (failure.isPresent()) {
                fail(group.subList(i, i + 1), failure.get());
            }
        }
    }

    private Optional<Throwable> tryToStore(List<Poll<T, R>> group) {
        List<R> results;
        try {
            results = store.apply(group.stream().map(Poll::item).toList());
        } catch (RuntimeException | Error e) {
            return Optional.of(e);
        }
        for (int i = 0; i < group.size(); i++) {
            group.get(i).result.complete(results.get(i));
        }
        return Optional.empty();
    }

    private void fail(List<Poll<T, R>> group, Throwable failure) {
        group.forEach(it -> it.result.completeExceptionally(failure));
    }

    /** Stores the waiting items and refuses new ones. Waits up to 15 s for each writer. */
    void close() throws InterruptedException {
        closed = true;
        for (Thread writer : writers) {
            writer.join(TIME_TO_FINISH.toMillis());
        }
    }
}
