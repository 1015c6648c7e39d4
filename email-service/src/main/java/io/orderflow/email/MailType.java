package io.orderflow.email;

import java.util.Locale;

/** The kinds of mail. Each has two templates, {@code mail/<label>.html} and {@code mail/<label>.txt}. */
enum MailType {
    ORDER_CONFIRMATION,
    PASSWORD_RESET,
    PAYMENT_FAILED,
    PAYMENT_REMINDER,
    SALES_REPORT;

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
