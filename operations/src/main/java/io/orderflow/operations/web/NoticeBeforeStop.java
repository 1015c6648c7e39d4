package io.orderflow.operations.web;

import java.time.Duration;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.SmartLifecycle;

/**
 * A service that ends says first that it is not ready, and goes on taking requests for as long as a proxy in front of it needs to
 * notice. Only then does the web server finish what it has and take no more.
 */
class NoticeBeforeStop implements SmartLifecycle {

    private final Duration notice;
    private volatile boolean running;

    NoticeBeforeStop(Duration notice) {
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

    /** Stopped after the consumers, and before the web server. */
    @Override
    public int getPhase() {
        return WebServerApplicationContext.GRACEFUL_SHUTDOWN_PHASE + 1;
    }
}
