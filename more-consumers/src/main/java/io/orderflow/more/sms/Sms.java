package io.orderflow.more.sms;

/**
 * A text message to a customer.
 *
 * @param idempotencyKey the same for the same message, however often it is sent
 * @param customer whose phone; an account, because the shop keeps no phone numbers
 */
record Sms(String idempotencyKey, String customer, String text) {

    /** The customer is a person, so they are in no log. */
    @Override
    public String toString() {
        return "Sms[%s]".formatted(idempotencyKey);
    }
}
