package io.orderflow.launcher;

import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/**
 * A start of a service from which the JVM learns what later starts need.
 *
 * @param arguments of the JVM, besides those that the service has
 * @param isEnough whether the service has done what the JVM is to learn; a training that ends by itself never has
 */
record Training(List<String> arguments, Map<String, String> environment, BooleanSupplier isEnough) {

    /** Needs neither database nor broker, and ends when the application context is set up ({@code application-training.yml}). */
    static Training ofContext(String argument) {
        return new Training(
                List.of(argument, "-Dspring.profiles.active=training", "-Dspring.context.exit=onRefresh"),
                Map.of(),
                () -> false);
    }

    /** A whole start, which ends when the service is ready, after its warm-up. */
    static Training ofService(String argument, Map<String, String> environment, BooleanSupplier isReady) {
        return new Training(List.of(argument), environment, isReady);
    }
}
