package io.orderflow.order.live;

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

    private ExecutorService senders;

    Subscribers(int most) {
        this.most = most;
    }

    /**
     * @param first the first event, which the page gets at once
     * @throws NotServed if too many pages are open, or this service is stopping
     */
    ResponseBodyEmitter add(byte[] first) {
        return add(new ResponseBodyEmitter(NO_TIMEOUT), first);
    }

    synchronized ResponseBodyEmitter add(ResponseBodyEmitter emitter, byte[] first) {
        if (senders == null || all.size() >= most) {
            throw new NotServed();
        }
        Subscriber subscriber = new Subscriber(emitter);
        emitter.onCompletion(() -> all.remove(subscriber));
        emitter.onError(e -> all.remove(subscriber));
        // Register the page before the first send, so that a failed send can remove it.
        all.add(subscriber);
        senders.execute(() -> subscriber.send(first));
        return emitter;
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

        /** Initially true, so that no event overtakes the first one. */
        private final AtomicBoolean busy = new AtomicBoolean(true);

        Subscriber(ResponseBodyEmitter emitter) {
            this.emitter = emitter;
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
