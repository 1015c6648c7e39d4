package io.orderflow.dashboard;

import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.springframework.http.MediaType;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;
import org.springframework.web.servlet.mvc.method.annotation.ResponseBodyEmitter;

/** The open pages. A page that reads slowly misses some events and delays no other page. */
class Subscribers {

    private static final long NO_TIMEOUT = 0;

    private final Set<Subscriber> all = ConcurrentHashMap.newKeySet();
    private final int most;
    private final int mostOfOneAddress;

    private ExecutorService senders;

    Subscribers(int most, int mostOfOneAddress) {
        this.most = most;
        this.mostOfOneAddress = mostOfOneAddress;
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
        if (senders == null || all.size() >= most || of(address) >= mostOfOneAddress) {
            throw new NotServed();
        }
        Subscriber subscriber = new Subscriber(emitter, address);
        emitter.onCompletion(() -> all.remove(subscriber));
        emitter.onError(e -> all.remove(subscriber));
        // Register the page before the first send, so that a failed send can remove it.
        all.add(subscriber);
        senders.execute(() -> subscriber.send(first));
        return emitter;
    }

    private long of(String address) {
        return all.stream().filter(it -> it.address.equals(address)).count();
    }

    boolean isEmpty() {
        return all.isEmpty();
    }

    synchronized void tell(byte[] event) {
        all.forEach(it -> it.offer(event));
    }

    synchronized void open() {
        // Uses as many threads as pages are slow at the same time.
        senders = Executors.newCachedThreadPool(new CustomizableThreadFactory("live-"));
    }

    /** Completes all answers, because a server that shuts down waits for them. */
    synchronized void close() {
        all.forEach(it -> it.emitter.complete());
        senders.shutdownNow();
        senders = null;
    }

    private final class Subscriber {

        private final ResponseBodyEmitter emitter;
        private final String address;

        /** Initially true, so that no event overtakes the first one. */
        private final AtomicBoolean busy = new AtomicBoolean(true);

        Subscriber(ResponseBodyEmitter emitter, String address) {
            this.emitter = emitter;
            this.address = address;
        }

        void offer(byte[] event) {
            if (senders != null && busy.compareAndSet(false, true)) {
                senders.execute(() -> send(event));
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
