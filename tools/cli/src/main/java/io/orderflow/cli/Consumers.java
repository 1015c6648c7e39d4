package io.orderflow.cli;

import io.orderflow.launcher.LauncherException;
import io.orderflow.launcher.OpsApi;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The consumers of all services. Each service reports its own. */
final class Consumers {

    private final Operations operations;

    Consumers(Operations operations) {
        this.operations = operations;
    }

    /** @param peek how many of each consumer's next messages to include */
    List<ConsumerReport> reports(int peek) {
        List<ConsumerReport> reports = new ArrayList<>();
        ask(peek).values().forEach(reports::addAll);
        return reports;
    }

    /** The service that runs this consumer. */
    OpsApi owner(String consumer) {
        Map<OpsApi, List<ConsumerReport>> all = ask(0);
        return all.entrySet().stream()
                .filter(it -> it.getValue().stream()
                        .anyMatch(report -> report.consumer().equals(consumer)))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseThrow(() -> new LauncherException("There is no consumer " + consumer
                        + (operations.isComplete() ? "" : " at the services that answer") + ". There are: "
                        + all.values().stream()
                                .flatMap(List::stream)
                                .map(ConsumerReport::consumer)
                                .collect(Collectors.joining(", "))));
    }

    private Map<OpsApi, List<ConsumerReport>> ask(int peek) {
        return operations.ask(service -> List.of(service.get("/ops/queues?peek=" + peek, ConsumerReport[].class)));
    }
}
