package io.orderflow.order;

/** An order can't be taken as it is. */
public class InvalidOrder extends RuntimeException {

    private final String field;

    public InvalidOrder(String field, String problem) {
        super(problem);
        this.field = field;
    }

    /** The path of the field to mend, such as {@code items[0].unitPrice}. */
    public String field() {
        return field;
    }
}
