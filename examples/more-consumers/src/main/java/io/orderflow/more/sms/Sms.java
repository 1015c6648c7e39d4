package io.orderflow.more.sms;

/**
 * A text message to a customer.
 *
 * @param idempotencyKey the same for each attempt to send the same message
 * @param customer the customer's account, because the shop stores no phone numbers
 */
record Sms(String idempotencyKey, String customer, String text) {

    /** Omits the customer, because logs must not contain personal data. */
    @Override
    public String toString() {
        return "Sms[%s]".formatted(idempotencyKey);
    }
}
