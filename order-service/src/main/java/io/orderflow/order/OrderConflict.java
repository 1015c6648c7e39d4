package io.orderflow.order;

/** What was asked of an order can't be done with it as it is. The text is fit for whoever asked. */
public class OrderConflict extends RuntimeException {

    OrderConflict(String problem) {
        super(problem);
    }
}
