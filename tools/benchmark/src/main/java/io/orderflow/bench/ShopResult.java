package io.orderflow.bench;

import java.util.List;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** @param noSpeed why it has no valid speed: it lost or refused orders, or could not be opened here; null if it has one */
record ShopResult(
        String name,
        String keeps,
        String risks,
        List<ShopRun> runs,
        @Nullable String noSpeed) {

    boolean hasSpeed() {
        return noSpeed == null;
    }

    /** Medians of all rounds. */
    List<Program.Cost> costs() {
        return runs.get(0).costs().stream()
                .map(first -> new Program.Cost(
                        first.program(),
                        cost(first.program(), Program.Cost::readySeconds),
                        Math.round(cost(first.program(), Program.Cost::residentMegabytes))))
                .toList();
    }

    private double cost(String program, ToDoubleFunction<Program.Cost> figure) {
        return Median.of(runs.stream()
                .flatMap(run -> run.costs().stream())
                .filter(cost -> cost.program().equals(program))
                .map(figure::applyAsDouble)
                .toList());
    }

    /** The median of all rounds. */
    double median(ToDoubleFunction<ShopRun> figure) {
        return Median.of(runs.stream().map(figure::applyAsDouble).toList());
    }
}
