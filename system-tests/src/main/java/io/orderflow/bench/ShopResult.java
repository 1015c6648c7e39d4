package io.orderflow.bench;

import java.util.List;
import java.util.function.ToDoubleFunction;

/** @param noSpeed why there is none: it lost orders, refused some, or could not be opened here; null where there is a speed */
record ShopResult(String name, String keeps, String risks, List<ShopRun> runs, String noSpeed) {

    boolean hasSpeed() {
        return noSpeed == null;
    }

    /** Of all rounds. */
    double median(ToDoubleFunction<ShopRun> figure) {
        return Median.of(runs.stream().map(figure::applyAsDouble).toList());
    }
}
