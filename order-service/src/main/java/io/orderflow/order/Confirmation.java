package io.orderflow.order;

/** How far the confirmation mail of an order has come. */
public enum Confirmation {
    PENDING,
    SENT,
    FAILED
}
