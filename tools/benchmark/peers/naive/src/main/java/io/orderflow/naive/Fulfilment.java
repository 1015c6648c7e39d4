package io.orderflow.naive;

/** The steps after an order is saved. */
interface Fulfilment {

    void begin(CustomerOrder order);
}
