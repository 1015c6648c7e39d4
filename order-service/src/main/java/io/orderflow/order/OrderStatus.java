package io.orderflow.order;

/** How far an order has come. */
public enum OrderStatus {
    /** Its payment is under way. */
    PLACED,
    PAID,
    /** It may be paid in another way. */
    PAYMENT_FAILED,
    SHIPPED
}
