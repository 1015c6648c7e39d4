package io.orderflow.order;

/** The order is not acceptable, for example because of its prices. */
public class InvalidOrderException extends RuntimeException {

    private final String field;

    public InvalidOrderException(String field, String problem) {
        super(problem);
        this.field = field;
    }

    /** The path of the invalid field, such as {@code items[0].unitPrice}. */
    public String field() {
        return field;
    }
}
