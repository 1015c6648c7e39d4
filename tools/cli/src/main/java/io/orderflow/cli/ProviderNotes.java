package io.orderflow.cli;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Explains why messages wait for a provider: it is unavailable, it asked for a pause, or it throttles single messages. */
final class ProviderNotes {

    private ProviderNotes() {}

    /** Returns a line for each reason; none while the provider works. */
    static List<String> of(ConsumerReport report, Instant now) {
        List<String> notes = new ArrayList<>();
        ConsumerReport.Provider provider = report.provider();
        if (provider == null) {
            return notes;
        }
        if (provider.awaySince() != null) {
            notes.add("%s away %s, %s: %s"
                    .formatted(
                            provider.provider(),
                            Table.duration(Duration.between(provider.awaySince(), now)),
                            waiting(report),
                            provider.reason()));
        }
        if (provider.throttledUntil() != null) {
            notes.add("%s wants no message for %s, %s"
                    .formatted(
                            provider.provider(),
                            Table.duration(Duration.between(now, provider.throttledUntil())),
                            waiting(report)));
        }
        if (report.postponed() != null && report.postponed() > 0) {
            notes.add("%s postponed, because %s wants them later"
                    .formatted(messages(report.postponed()), provider.provider()));
        }
        return notes.stream().map(Table::plain).toList();
    }

    private static String waiting(ConsumerReport report) {
        long ready = report.ready().values().stream().mapToLong(Long::longValue).sum();
        return messages(ready) + (ready == 1 ? " waits" : " wait");
    }

    private static String messages(long count) {
        return count + (count == 1 ? " message" : " messages");
    }
}
