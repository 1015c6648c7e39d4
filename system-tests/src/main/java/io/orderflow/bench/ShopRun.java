package io.orderflow.bench;

/**
 * One shop in one round.
 *
 * @param ordersPerSecond accepted in the closed loop
 * @param closed latencies there
 * @param openPerSecond accepted in the open loop; less than what came means that it can't take that
 * @param open latencies there, from the time at which each order was to come
 * @param accepted orders of all loops
 * @param lost those not stored, or never to be paid or confirmed
 * @param cpuMillisPerOrder of the shop's own processes, in the closed loop
 * @param residentMegabytes of all of them, after the load
 * @param readySeconds from start to readiness
 */
record ShopRun(
        double ordersPerSecond,
        Latency closed,
        double openPerSecond,
        Latency open,
        long accepted,
        long lost,
        double cpuMillisPerOrder,
        long residentMegabytes,
        double readySeconds) {}
