package io.orderflow.bench;

import java.util.List;

/**
 * One shop in one round.
 *
 * @param coldPerSecond accepted in the closed loop that begins as soon as the shop is ready
 * @param ordersPerSecond accepted in the closed loop
 * @param closed latencies of the closed loop
 * @param openPerSecond accepted in the open loop; less than the offered rate means overload
 * @param open latencies of the open loop, from the scheduled time of each order
 * @param accepted orders of all loops
 * @param lost accepted orders that are not stored, or will never be paid or confirmed
 * @param doubled payments and mails that were requested twice
 * @param cpuSecondsPerThousand orders of the closed loop, of the shop's own processes
 * @param costs of each of these processes, after the load
 */
record ShopRun(
        double coldPerSecond,
        double ordersPerSecond,
        Latency closed,
        double openPerSecond,
        Latency open,
        long accepted,
        long lost,
        long doubled,
        double cpuSecondsPerThousand,
        List<Program.Cost> costs) {}
