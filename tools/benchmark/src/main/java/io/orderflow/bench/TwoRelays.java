package io.orderflow.bench;

/**
 * Two replicas of order-service that publish from one outbox.
 *
 * @param perSecond rows of both together
 * @param twice messages that a queue received twice
 */
record TwoRelays(double perSecond, long twice) {}
