package io.orderflow.dashboard;

import io.orderflow.operations.web.ClientAddress;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;
import org.springframework.web.servlet.mvc.method.annotation.ResponseBodyEmitter;

/**
 * The open pages. A page that reads slowly misses some events and delays no other page. Each answer ends after a number of events, so
 * that no lost client holds a place for long; a page that is still open reconnects.
 */
class Subscribers {

    /** The servlet container measures no time. Each answer counts its events instead. */
    private static final long NO_TIMEOUT = 0;

    private final Set<Subscriber> all = ConcurrentHashMap.newKeySet();
    private final int most;
    private final int mostOfOneClient;
    private final int mostEvents;

    private @Nullable ExecutorService senders;

    Subscribers(int most, int mostOfOneClient, int mostEvents) {
        this.most = most;
        this.mostOfOneClient = mostOfOneClient;
        this.mostEvents = mostEvents;
    }

    /**
     * @param address of the client, so that one client can't take the place of all others
     * @param first the first event, which the page gets at once
     * @throws NotServed if too many pages are open, or this service is stopping
     */
    ResponseBodyEmitter add(String address, byte[] first) {
        return add(new ResponseBodyEmitter(NO_TIMEOUT), address, first);
    }

    synchronized ResponseBodyEmitter add(ResponseBodyEmitter emitter, String address, byte[] first) {
        String client = ClientAddress.clientAt(address);
        if (senders == null || of(client) >= mostOfOneClient || all.size() >= most && !makeRoomFor(client)) {
            throw new NotServed();
        }
        Subscriber subscriber = new Subscriber(emitter, client);
        emitter.onCompletion(() -> all.remove(subscriber));
        emitter.onError(e -> all.remove(subscriber));
        // Register the page before the first send, so that a failed send can remove it.
        all.add(subscriber);
        senders.execute(() -> subscriber.send(first));
        return emitter;
    }

    private long of(String client) {
        return all.stream().filter(it -> it.client.equals(client)).count();
    }

    /** Ends one page of the client that has the most pages, if that client has at least two more than this one. */
    private boolean makeRoomFor(String client) {
        List<Subscriber> largest = all.stream().collect(Collectors.groupingBy(it -> it.client)).values().stream()
                .max(Comparator.comparingInt(List::size))
                .orElse(List.of());
        if (largest.size() <= of(client) + 1) {
            return false;
        }
        end(largest.get(0));
        return true;
    }

    private void end(Subscriber subscriber) {
        all.remove(subscriber);
        // Completion waits for a send to this page, which may be slow.
        Objects.requireNonNull(senders).execute(subscriber.emitter::complete);
    }

    boolean isEmpty() {
        return all.isEmpty();
    }

    synchronized void tell(byte[] event) {
        if (senders == null) {
            return;
        }
        all.forEach(it -> {
            if (it.isOver()) {
                end(it);
            } else {
                it.offer(event);
            }
        });
    }

    synchronized void open() {
        // Uses as many threads as pages are slow at the same time.
        senders = Executors.newCachedThreadPool(new CustomizableThreadFactory("live-"));
    }

    /** Completes all answers, because a server that shuts down waits for them. */
    synchronized void close() {
        all.forEach(it -> it.emitter.complete());
        Objects.requireNonNull(senders).shutdownNow();
        senders = null;
    }

    private final class Subscriber {

        private final ResponseBodyEmitter emitter;
        private final String client;

        /** Initially true, so that no event overtakes the first one. */
        private final AtomicBoolean busy = new AtomicBoolean(true);

        private int eventsLeft = mostEvents;

        Subscriber(ResponseBodyEmitter emitter, String client) {
            this.emitter = emitter;
            this.client = client;
        }

        boolean isOver() {
            return eventsLeft == 0;
        }

        /** An event that the page misses counts, too. */
        void offer(byte[] event) {
            eventsLeft--;
            if (busy.compareAndSet(false, true)) {
                Objects.requireNonNull(senders).execute(() -> send(event));
            }
        }

        private void send(byte[] event) {
            try {
                emitter.send(event, MediaType.APPLICATION_OCTET_STREAM);
            } catch (IOException | IllegalStateException e) {
                // The page is closed.
                all.remove(this);
            } finally {
                busy.set(false);
            }
        }
    }

    /** The page was refused; it reconnects by itself. */
    static final class NotServed extends RuntimeException {}
}
