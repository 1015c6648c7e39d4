package io.orderflow.more.sms;

/** The company that sends text messages. It knows the phone number that belongs to a customer's account. */
interface SmsGateway {

    /**
     * Sends it once, however often it is called with the same {@link Sms#idempotencyKey()}.
     *
     * @throws RuntimeException if it is not known whether it was sent, or if it may be sent another time
     */
    void send(Sms sms);
}
