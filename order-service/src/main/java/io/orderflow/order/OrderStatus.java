package io.orderflow.order;

/** How far the payment of an order has come. */
public enum OrderStatus {
    PLACED,
    PAID,
    PAYMENT_FAILED
}
