package io.orderflow.backing;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Creates HTTP servers on the loopback address that clients can't block for long. The JDK's server reads requests and writes answers
 * without a time limit, and every user of the machine can connect to it. Here, an exchange that takes more than 10 s loses its
 * connection, and the number of threads and of waiting requests is limited.
 */
public final class LocalHttpServer {

    private static final int WORKERS = 16;
    private static final int WAITING = 200;
    private static final Duration TAKES = Duration.ofSeconds(10);
    private static final Duration IDLE_WORKERS_END_AFTER = Duration.ofSeconds(10);

    private static final ThreadLocal<Deadline> CURRENT = new ThreadLocal<>();
    private static final ScheduledThreadPoolExecutor CLOCK = clock();

    private LocalHttpServer() {}

    /** Creates a server on this port, or on a free one if it is 0. It is not started. */
    public static HttpServer create(int port) throws IOException {
        return create(port, WORKERS, TAKES);
    }

    static HttpServer create(int port, int workers, Duration takes) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.setExecutor(bounded(workers, takes));
        return server;
    }

    /**
     * Gives the current exchange this time from now on, instead of the usual 10 s. Only for a handler, and only if it trusts the
     * client or needs no more from it.
     */
    public static void allow(Duration time) {
        CURRENT.get().set(time);
    }

    private static Executor bounded(int workers, Duration takes) {
        // A server that was stopped needs no shutdown of its threads: they are daemons and end when they are idle.
        ThreadPoolExecutor threads = new ThreadPoolExecutor(
                workers,
                workers,
                IDLE_WORKERS_END_AFTER.toMillis(),
                TimeUnit.MILLISECONDS,
                new LinkedBlockingQueue<>(WAITING),
                daemons("http"));
        threads.allowCoreThreadTimeOut(true);
        return exchange -> threads.execute(() -> runWithin(takes, exchange));
    }

    private static void runWithin(Duration takes, Runnable exchange) {
        Deadline deadline = new Deadline(takes);
        CURRENT.set(deadline);
        try {
            exchange.run();
        } finally {
            CURRENT.remove();
            deadline.end();
        }
    }

    private static ScheduledThreadPoolExecutor clock() {
        ScheduledThreadPoolExecutor clock = new ScheduledThreadPoolExecutor(1, daemons("http-deadlines"));
        clock.setRemoveOnCancelPolicy(true);
        return clock;
    }

    private static ThreadFactory daemons(String name) {
        return work -> {
            Thread thread = new Thread(work, name);
            thread.setDaemon(true);
            return thread;
        };
    }

    /** Interrupts the thread of an exchange. If the thread reads or writes, the interrupt closes the connection. */
    private static final class Deadline {

        private final Thread worker = Thread.currentThread();
        private Future<?> interrupt;
        private boolean isOver;

        Deadline(Duration time) {
            set(time);
        }

        synchronized void set(Duration time) {
            if (interrupt != null) {
                interrupt.cancel(false);
            }
            interrupt = CLOCK.schedule(this::pass, time.toNanos(), TimeUnit.NANOSECONDS);
        }

        private synchronized void pass() {
            if (!isOver) {
                worker.interrupt();
            }
        }

        synchronized void end() {
            isOver = true;
            interrupt.cancel(false);
            // The thread's next exchange must not inherit the interrupt.
            Thread.interrupted();
        }
    }
}
