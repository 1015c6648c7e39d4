package io.orderflow.order;

/** The service could not store the order in time because too many orders wait. Nothing of this order was stored. */
public final class LineTooLongException extends RuntimeException {

    LineTooLongException() {
        super("too many orders wait to be stored", null, false, false);
    }
}
