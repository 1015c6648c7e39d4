package io.orderflow.more.sms;

import io.orderflow.messaging.Provider;

/** The company that sends text messages. It knows the phone number that belongs to a customer's account. */
interface SmsGateway extends Provider {

    /**
     * Sends it once, however often it is called with the same {@link Sms#idempotencyKey()}.
     *
     * @throws io.orderflow.messaging.ProviderUnavailableException if the gateway is away
     * @throws RuntimeException if it is not known whether it was sent, or if it may be sent another time
     */
    void send(Sms sms);
}
