package io.orderflow.order;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Runs the same action several times at the same moment. */
final class AtOnce {

    private AtOnce() {}

    static <T> List<T> run(int times, Callable<T> work) throws Exception {
        CyclicBarrier start = new CyclicBarrier(times);
        ExecutorService threads = Executors.newFixedThreadPool(times);
        List<T> results = new ArrayList<>();
        try {
            Callable<T> together = () -> {
                start.await();
                return work.call();
            };
            for (Future<T> result : threads.invokeAll(Collections.nCopies(times, together))) {
                results.add(result.get());
            }
        } finally {
            threads.shutdown();
        }
        return results;
    }
}
