package io.orderflow.order;

/** The state of an order. */
public enum OrderStatus {
    /** The payment is in progress. */
    PLACED,
    PAID,
    /** The customer may pay in another way. */
    PAYMENT_FAILED,
    SHIPPED
}
