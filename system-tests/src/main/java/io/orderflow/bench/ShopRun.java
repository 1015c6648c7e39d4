package io.orderflow.bench;

import java.util.List;

/**
 * One shop in one round.
 *
 * @param ordersPerSecond accepted in the closed loop
 * @param closed latencies there
 * @param openPerSecond accepted in the open loop; less than what came means that it can't take that
 * @param open latencies there, from the time at which each order was to come
 * @param accepted orders of all loops
 * @param lost those not stored, or never to be paid or confirmed
 * @param doubled payments and mails that were asked for once more
 * @param cpuSecondsPerThousand orders of the closed loop, of the shop's own processes
 * @param costs of each of them, after the load
 */
record ShopRun(
        double ordersPerSecond,
        Latency closed,
        double openPerSecond,
        Latency open,
        long accepted,
        long lost,
        long doubled,
        double cpuSecondsPerThousand,
        List<Program.Cost> costs) {}
