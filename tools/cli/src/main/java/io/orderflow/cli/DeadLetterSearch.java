package io.orderflow.cli;

import io.orderflow.launcher.LauncherException;
import io.orderflow.launcher.OpsApi;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Finds dead letters in all services. */
final class DeadLetterSearch {

    private static final int PAGE = 500;
    private static final int WHOLE_ID = 36;

    private final Operations operations;

    DeadLetterSearch(Operations operations) {
        this.operations = operations;
    }

    record Found(OpsApi service, DeadLetter letter) {}

    /** @param complete whether there are no further matches */
    record Result(List<Found> newestFirst, boolean complete) {}

    /** Returns all matches, or at least that many of the newest. */
    Result newest(String query, int atLeast) {
        List<Found> found = new ArrayList<>();
        boolean complete = operations.ask(service -> read(service, query, atLeast, found)).values().stream()
                .allMatch(all -> all);
        found.sort(Comparator.comparing((Found it) -> it.letter().diedAt()).reversed());
        return new Result(found, complete);
    }

    private static boolean read(OpsApi service, String query, int atLeast, List<Found> found) {
        int read = 0;
        String after = "";
        while (after != null && read < atLeast) {
            DeadLetter.Page page =
                    service.get("/ops/dead-letters?limit=" + PAGE + query(query) + after(after), DeadLetter.Page.class);
            page.items().forEach(letter -> found.add(new Found(service, letter)));
            read += page.items().size();
            after = page.next();
        }
        return after == null;
    }

    private static String query(String query) {
        return query.isEmpty() ? "" : "&" + query;
    }

    private static String after(String after) {
        return after.isEmpty() ? "" : "&after=" + OpsApi.encoded(after);
    }

    /** Returns the only dead letter whose id has this prefix. */
    Found resolve(String id) {
        String beginning = id.toLowerCase(Locale.ROOT);
        List<Found> found = id.length() == WHOLE_ID ? ask(beginning) : beginningWith(beginning);
        if (found.isEmpty()) {
            throw new LauncherException("There is no dead letter " + id
                    + (operations.isComplete() ? "" : " at the services that answer") + ". See ./demo dead-letters");
        }
        if (found.size() > 1) {
            throw new LauncherException(id + " is ambiguous: "
                    + found.stream().map(it -> it.letter().id().toString()).collect(Collectors.joining(", "))
                    + ". Give a longer prefix.");
        }
        return found.get(0);
    }

    private List<Found> ask(String id) {
        List<Found> found = new ArrayList<>();
        operations
                .ask(service -> service.find("/ops/dead-letters/" + id, DeadLetter.Details.class))
                .forEach((service, answer) -> answer.ifPresent(it -> found.add(new Found(service, it.letter()))));
        return found;
    }

    private List<Found> beginningWith(String beginning) {
        return newest("", Integer.MAX_VALUE).newestFirst().stream()
                .filter(it -> it.letter().id().toString().startsWith(beginning))
                .toList();
    }
}
