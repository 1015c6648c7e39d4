package io.orderflow.naive;

/** What comes after an order is saved. */
interface Fulfilment {

    void begin(CustomerOrder order);
}
