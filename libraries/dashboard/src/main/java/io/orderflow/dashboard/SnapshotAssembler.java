package io.orderflow.dashboard;

import io.orderflow.dashboard.DashboardProperties.Peer;
import io.orderflow.dashboard.Snapshot.ConsumerView;
import io.orderflow.dashboard.Snapshot.OrdersView;
import io.orderflow.dashboard.Snapshot.ProviderView;
import io.orderflow.dashboard.Snapshot.ServiceView;
import io.orderflow.messaging.alert.Alert;
import io.orderflow.messaging.alert.Alerts;
import io.orderflow.messaging.consumer.ConsumerReport;
import io.orderflow.messaging.status.ServiceState;
import io.orderflow.messaging.status.StatusPoller;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Builds a snapshot from this service's state, the reports of other services, and the broker's queue sizes for services that are down.
 */
class SnapshotAssembler {

    private final String self;
    private final StatusPoller watch;
    private final Alerts alerts;
    private final ServiceClients peers;
    private final QueueSizes queues;
    private final OrderFeed orders;
    private final Clock clock;
    private final ArrivalRate arrivals = new ArrivalRate();
    private final Map<String, List<String>> lastConsumers = new HashMap<>();

    SnapshotAssembler(
            String self,
            StatusPoller watch,
            Alerts alerts,
            ServiceClients peers,
            QueueSizes queues,
            OrderFeed orders,
            Clock clock) {
        this.self = self;
        this.watch = watch;
        this.alerts = alerts;
        this.peers = peers;
        this.queues = queues;
        this.orders = orders;
        this.clock = clock;
        peers.all().forEach(it -> lastConsumers.put(it.name(), it.consumers()));
    }

    /** To be called once a second; takes less than a second, even while services are down. */
    Snapshot take() {
        peers.ask();
        Instant now = clock.instant();
        ServiceState mine = watch.state();
        List<Alert> on = new ArrayList<>(alerts.on());
        List<ServiceView> services = new ArrayList<>();
        @Nullable Boolean brokerUp = brokerUp(mine);
        services.add(up(self, "/ops", mine, brokerUp, now));
        for (Peer peer : peers.known()) {
            Optional<Overview> overview = peers.overview(peer);
            overview.ifPresent(it -> on.addAll(it.alerts()));
            String ops = "/ops/services/" + peer.name();
            services.add(overview.map(it -> up(peer.name(), ops, it.state(), brokerUp, now))
                    .orElseGet(() -> silent(peer, ops, brokerUp)));
        }
        return new Snapshot(
                now, brokerUp, new OrdersView(orders.acceptedPerSecond()), services, longestFirst(on), null);
    }

    /**
     * A service that reports its consumers has reached both broker and database. One that reports only its outbox has not reached the
     * broker.
     */
    private @Nullable Boolean brokerUp(ServiceState mine) {
        boolean seen = mine.consumers() != null
                || peers.known().stream()
                        .flatMap(it -> peers.overview(it).stream())
                        .anyMatch(it -> it.state().consumers() != null);
        if (seen) {
            return true;
        }
        return mine.outbox() == null ? null : Boolean.FALSE;
    }

    private ServiceView up(String name, String ops, ServiceState state, @Nullable Boolean brokerUp, Instant now) {
        boolean databaseUp = state.outbox() != null;
        if (state.consumers() == null) {
            return new ServiceView(name, true, databaseUp, ops, state.outbox(), unknown(name, brokerUp));
        }
        List<ConsumerView> consumers =
                state.consumers().stream().map(it -> view(it, now)).toList();
        lastConsumers.put(name, consumers.stream().map(ConsumerView::name).toList());
        return new ServiceView(name, true, databaseUp, ops, state.outbox(), consumers);
    }

    /** A service that is down, or that refuses this service's login. */
    private ServiceView silent(Peer peer, String ops, @Nullable Boolean brokerUp) {
        return new ServiceView(peer.name(), peers.answers(peer), null, ops, null, unknown(peer.name(), brokerUp));
    }

    private List<ConsumerView> unknown(String service, @Nullable Boolean brokerUp) {
        boolean askTheBroker = Boolean.TRUE.equals(brokerUp);
        return lastConsumers.getOrDefault(service, List.of()).stream()
                .map(it -> {
                    arrivals.forget(it);
                    return ConsumerView.unknown(it, askTheBroker ? queues.of(it) : null);
                })
                .toList();
    }

    private ConsumerView view(ConsumerReport report, Instant now) {
        queues.known(report.consumer(), report.ready().keySet());
        long retry = report.waitingForRetryInAll();
        double out = report.handledPerSecond() + report.buriedPerSecond();
        long there = report.readyInAll() + report.inFlight() + retry + report.postponed();
        return new ConsumerView(
                report.consumer(),
                report.paused(),
                report.limitPerSecond(),
                report.configuredLimitPerSecond(),
                report.replicas(),
                report.ready(),
                report.inFlight(),
                retry,
                report.postponed(),
                report.dead(),
                arrivals.perSecond(report.consumer(), now, there, out),
                out,
                report.retriedPerSecond(),
                report.oldestAge(now).toMillis() / 1000.0,
                report.limitUsed(),
                ProviderView.of(report.provider(), now));
    }

    /** Keeps the oldest of equal alerts: two services may report the same alert for a consumer. */
    private static List<Alert> longestFirst(List<Alert> alerts) {
        Map<String, Alert> different = new LinkedHashMap<>();
        alerts.stream()
                .sorted(Comparator.comparing(Alert::since))
                .forEach(it -> different.putIfAbsent(it.name() + " " + it.subject(), it));
        return List.copyOf(different.values());
    }
}
