package io.orderflow.naive;

import java.time.Instant;
import org.springframework.context.annotation.Profile;
import org.springframework.mail.SimpleMailMessage;
import org.springframework.mail.javamail.JavaMailSender;
import org.springframework.stereotype.Component;

/** Sends the mail and then makes the payment, while the order's request waits. */
@Component
@Profile("synchronous")
class MailedAndPaid implements Fulfilment {

    private final JavaMailSender mails;
    private final Gateway gateway;
    private final Payments payments;

    MailedAndPaid(JavaMailSender mails, Gateway gateway, Payments payments) {
        this.mails = mails;
        this.gateway = gateway;
        this.payments = payments;
    }

    @Override
    public void begin(CustomerOrder order) {
        SimpleMailMessage mail = new SimpleMailMessage();
        mail.setFrom("shop@example.org");
        mail.setTo(order.getCustomerEmail());
        mail.setSubject("Your order " + order.getId());
        mail.setText("We have your order over " + order.getTotal() + " EUR.");
        mails.send(mail);
        Instant begun = Instant.now();
        payments.save(new Payment(order.getId(), order.getTotal(), gateway.charge(), begun));
    }
}
