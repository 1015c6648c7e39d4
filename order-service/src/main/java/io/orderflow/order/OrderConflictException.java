package io.orderflow.order;

/** The state of the order does not allow the requested change. The message may be shown to the caller. */
public class OrderConflictException extends RuntimeException {

    OrderConflictException(String problem) {
        super(problem);
    }
}
