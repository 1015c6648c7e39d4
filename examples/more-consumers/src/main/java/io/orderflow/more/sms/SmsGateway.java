package io.orderflow.more.sms;

import io.orderflow.messaging.Provider;

/** The provider of text messages. It knows the phone number of a customer's account. */
interface SmsGateway extends Provider {

    /**
     * Sends the message once, even if called several times with the same {@link Sms#idempotencyKey()}.
     *
     * @throws io.orderflow.messaging.ProviderUnavailableException if the gateway is unavailable
     * @throws RuntimeException if the message may or may not have been sent, or another attempt may succeed
     */
    void send(Sms sms);
}
