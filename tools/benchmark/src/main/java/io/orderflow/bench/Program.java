package io.orderflow.bench;

import io.orderflow.launcher.ResidentMemory;
import io.orderflow.launcher.ServiceProcess;
import java.time.Duration;

/**
 * A process of a shop's own code.
 *
 * @param readySeconds from its start until it was ready
 */
record Program(String name, ProcessHandle process, double readySeconds) {

    static Program start(String name, ServiceProcess service) {
        long began = System.nanoTime();
        service.start();
        service.awaitReady();
        double ready = (System.nanoTime() - began) / 1e9;
        return new Program(name, ProcessHandle.of(service.pid()).orElseThrow(), ready);
    }

    /** Processor time since its start. */
    Duration cpu() {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    /** The part of it that the JVM's compilers used. */
    Duration compiling() {
        return Compilers.cpu(process.pid());
    }

    Cost cost() {
        return new Cost(name, readySeconds, ResidentMemory.megabytes(process.pid()));
    }

    record Cost(String program, double readySeconds, long residentMegabytes) {}
}
