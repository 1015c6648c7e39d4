package io.orderflow.order;

/** The order is not acceptable, for example because of its prices. */
public class InvalidOrder extends RuntimeException {

    private final String field;

    public InvalidOrder(String field, String problem) {
        super(problem);
        this.field = field;
    }

    /** The path of the invalid field, such as {@code items[0].unitPrice}. */
    public String field() {
        return field;
    }
}
