package io.orderflow.order;

/** More orders came than could be stored in time. Nothing was stored of this one. */
public final class LineTooLongException extends RuntimeException {

    LineTooLongException() {
        super("too many orders wait to be stored", null, false, false);
    }
}
