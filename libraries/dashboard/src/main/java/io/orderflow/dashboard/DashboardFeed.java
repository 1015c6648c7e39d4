package io.orderflow.dashboard;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;
import org.springframework.web.servlet.mvc.method.annotation.ResponseBodyEmitter;
import tools.jackson.databind.json.JsonMapper;

/**
 * Takes a snapshot each second, keeps its numbers, and pushes it to all open pages. Pages of operators also get the latest orders.
 */
class DashboardFeed implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(DashboardFeed.class);
    private static final Duration EVERY = Duration.ofSeconds(1);
    private static final int MOST_PAGES = 200;
    private static final int MOST_PAGES_OF_ONE_CLIENT = 100;

    /** Ten minutes. Then the page reconnects. */
    private static final int MOST_EVENTS_OF_ONE_ANSWER = 600;

    /** A comment, which pages ignore. It finds connections whose page is closed. */
    private static final byte[] HEARTBEAT = ": no snapshot\n\n".getBytes(StandardCharsets.UTF_8);

    private static final int TASKS = 2;

    private final SnapshotAssembler snapshots;
    private final OrderFeed orders;
    private final JsonMapper json;
    private final SampleHistory history = new SampleHistory();
    private final Subscribers everyone = subscribers();
    private final Subscribers operators = subscribers();
    private volatile @Nullable ScheduledExecutorService ticking;

    DashboardFeed(SnapshotAssembler snapshots, OrderFeed orders, JsonMapper json) {
        this.snapshots = snapshots;
        this.orders = orders;
        this.json = json;
    }

    private static Subscribers subscribers() {
        return new Subscribers(MOST_PAGES, MOST_PAGES_OF_ONE_CLIENT, MOST_EVENTS_OF_ONE_ANSWER);
    }

    /** Opens an answer to this address: first the history, then a snapshot each second. */
    ResponseBodyEmitter forEveryone(String address) {
        return everyone.add(address, event("history", history.series()));
    }

    ResponseBodyEmitter forOperators(String address) {
        return operators.add(address, event("history", history.series()));
    }

    private void tick() {
        try {
            Snapshot snapshot = snapshots.take();
            history.add(snapshot);
            if (!everyone.isEmpty()) {
                everyone.tell(event("snapshot", snapshot));
            }
            if (!operators.isEmpty()) {
                operators.tell(event("snapshot", snapshot.withLatest(orders.latest())));
            }
        } catch (RuntimeException e) {
            // An exception would cancel the scheduled task, and with it all later ticks.
            log.warn("no snapshot for the live page", e);
            everyone.tell(HEARTBEAT);
            operators.tell(HEARTBEAT);
        }
    }

    private void refreshOrders() {
        try {
            orders.refresh(!operators.isEmpty());
        } catch (RuntimeException e) {
            log.debug("the latest orders could not be read", e);
        }
    }

    private byte[] event(String name, Object data) {
        return "event: %s\ndata: %s\n\n"
                .formatted(name, json.writeValueAsString(data))
                .getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void start() {
        everyone.open();
        operators.open();
        ScheduledExecutorService starting =
                Executors.newScheduledThreadPool(TASKS, new CustomizableThreadFactory("live-feed-"));
        ticking = starting;
        starting.scheduleWithFixedDelay(this::refreshOrders, 0, EVERY.toMillis(), TimeUnit.MILLISECONDS);
        starting.scheduleAtFixedRate(this::tick, 0, EVERY.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void stop() {
        ScheduledExecutorService stopping = ticking;
        if (stopping != null) {
            stopping.shutdownNow();
        }
        ticking = null;
        everyone.close();
        operators.close();
    }

    @Override
    public boolean isRunning() {
        return ticking != null;
    }
}
