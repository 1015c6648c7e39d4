package io.orderflow.email;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.orderflow.messaging.NonRetryableException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MailTest {

    @ParameterizedTest
    @ValueSource(strings = {"Hello\r\nBcc: all@shop.example", "Hello\nX: y", "Hello\rthere", "Hello\0"})
    void refusesASubjectThatCouldStartAnotherHeader(String subject) {
        assertThatExceptionOfType(NonRetryableException.class)
                .isThrownBy(() -> mailTo("kim@shop.example", subject))
                .withMessage("the subject has a line break or another control character");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "kim@shop.example\r\nRCPT TO:<all@shop.example>",
                "kim@shop.example\n",
                "<kim@shop.example>",
                "kim@shop.example,all@shop.example",
                "kim@",
                "@shop.example",
                "kim"
            })
    void refusesAnInvalidAddressWithoutQuotingIt(String address) {
        assertThatExceptionOfType(NonRetryableException.class)
                .isThrownBy(() -> mailTo(address, "Hello"))
                .withMessage("the recipient's address is not valid")
                .withNoCause();
    }

    @Test
    void refusesAnAddressLongerThanMailServersAccept() {
        assertThatExceptionOfType(NonRetryableException.class)
                .isThrownBy(() -> mailTo("kim@" + "shop.".repeat(60) + "example", "Hello"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"kim@shop.example", "kim+orders@mail.shop.example", "o'neil_7@shop.example"})
    void acceptsAnyPlainAddress(String address) {
        assertThat(mailTo(address, "Hello").recipient()).isEqualTo(address);
    }

    @Test
    void hidesItsContentInToString() {
        assertThat(new Mail(MailType.PASSWORD_RESET, "kim@shop.example", "Hello", Map.of("link", "s3cret")))
                .hasToString("Mail[password_reset]");
    }

    private static Mail mailTo(String recipient, String subject) {
        return new Mail(MailType.PAYMENT_REMINDER, recipient, subject, Map.of());
    }
}
