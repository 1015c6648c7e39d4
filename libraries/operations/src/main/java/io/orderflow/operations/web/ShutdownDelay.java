package io.orderflow.operations.web;

import java.time.Duration;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.SmartLifecycle;

/**
 * Delays the shutdown. The service first reports that it is not ready, and takes requests until a proxy in front of it has
 * noticed. After that the web server finishes its open requests and takes no more.
 */
class ShutdownDelay implements SmartLifecycle {

    private final Duration notice;
    private volatile boolean running;

    ShutdownDelay(Duration notice) {
        this.notice = notice;
    }

    @Override
    public void start() {
        running = true;
    }

    @Override
    public void stop() {
        running = false;
        try {
            Thread.sleep(notice.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Stops after the consumers and before the web server. */
    @Override
    public int getPhase() {
        return WebServerApplicationContext.GRACEFUL_SHUTDOWN_PHASE + 1;
    }
}
