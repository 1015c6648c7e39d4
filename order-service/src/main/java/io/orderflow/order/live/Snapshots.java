package io.orderflow.order.live;

import io.orderflow.messaging.alert.Alert;
import io.orderflow.messaging.alert.Alerts;
import io.orderflow.messaging.consumer.ConsumerReport;
import io.orderflow.messaging.watch.ServiceState;
import io.orderflow.messaging.watch.ServiceWatch;
import io.orderflow.order.live.LiveProperties.Peer;
import io.orderflow.order.live.Snapshot.ConsumerView;
import io.orderflow.order.live.Snapshot.OrdersView;
import io.orderflow.order.live.Snapshot.ServiceView;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Puts together what this service knows, what the others say, and what the broker says for those that are down. */
class Snapshots {

    private final String self;
    private final ServiceWatch watch;
    private final Alerts alerts;
    private final Peers peers;
    private final QueueSizes queues;
    private final OrderFlow orders;
    private final Clock clock;
    private final Arrivals arrivals = new Arrivals();
    private final Map<String, List<String>> lastConsumers = new HashMap<>();

    Snapshots(
            String self,
            ServiceWatch watch,
            Alerts alerts,
            Peers peers,
            QueueSizes queues,
            OrderFlow orders,
            Clock clock) {
        this.self = self;
        this.watch = watch;
        this.alerts = alerts;
        this.peers = peers;
        this.queues = queues;
        this.orders = orders;
        this.clock = clock;
    }

    /** To be called once a second; takes less than that, also while services are down. */
    Snapshot take() {
        peers.ask();
        Instant now = clock.instant();
        ServiceState mine = watch.state();
        List<Alert> on = new ArrayList<>(alerts.on());
        List<ServiceView> services = new ArrayList<>();
        services.add(up(self, "/ops", mine, now));
        boolean brokerUp = mine.consumers() != null;
        for (Peer peer : peers.known()) {
            Optional<Overview> overview = peers.overview(peer);
            overview.ifPresent(it -> on.addAll(it.alerts()));
            String ops = "/ops/services/" + peer.name();
            services.add(overview.map(it -> up(peer.name(), ops, it.state(), now))
                    .orElseGet(() -> down(peer, ops, brokerUp)));
        }
        return new Snapshot(
                now, brokerUp, new OrdersView(orders.acceptedPerSecond()), services, longestFirst(on), null);
    }

    private ServiceView up(String name, String ops, ServiceState state, Instant now) {
        List<ConsumerView> consumers = state.consumers() == null
                ? lastConsumers.getOrDefault(name, List.of()).stream()
                        .map(it -> view(it, null))
                        .toList()
                : state.consumers().stream().map(it -> view(it, now)).toList();
        lastConsumers.put(name, consumers.stream().map(ConsumerView::name).toList());
        return new ServiceView(name, true, ops, state.outbox(), consumers);
    }

    private ServiceView down(Peer peer, String ops, boolean brokerUp) {
        List<ConsumerView> consumers = lastConsumers.getOrDefault(peer.name(), peer.consumers()).stream()
                .map(it -> view(it, brokerUp ? queues.of(it) : null))
                .toList();
        return new ServiceView(peer.name(), false, ops, null, consumers);
    }

    /** Of a consumer that says nothing. */
    private ConsumerView view(String consumer, Map<String, Long> waiting) {
        arrivals.forget(consumer);
        return ConsumerView.unknown(consumer, waiting);
    }

    private ConsumerView view(ConsumerReport report, Instant now) {
        queues.known(report.consumer(), report.ready().keySet());
        long retry = report.waitingForRetryInAll();
        double out = report.handledPerSecond() + report.buriedPerSecond();
        long there = report.readyInAll() + report.inFlight() + retry;
        return new ConsumerView(
                report.consumer(),
                report.paused(),
                report.limitPerSecond(),
                report.configuredLimitPerSecond(),
                report.replicas(),
                report.ready(),
                report.inFlight(),
                retry,
                report.dead(),
                arrivals.perSecond(report.consumer(), now, there, out),
                out,
                report.retriedPerSecond(),
                report.oldestAge(now).toMillis() / 1000.0,
                report.limitUsed());
    }

    /** Two services may say the same of a consumer. */
    private static List<Alert> longestFirst(List<Alert> alerts) {
        Map<String, Alert> different = new LinkedHashMap<>();
        alerts.stream()
                .sorted(Comparator.comparing(Alert::since))
                .forEach(it -> different.putIfAbsent(it.name() + " " + it.subject(), it));
        return List.copyOf(different.values());
    }
}
