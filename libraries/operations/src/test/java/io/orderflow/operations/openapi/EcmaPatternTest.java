package io.orderflow.operations.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.messages.MailAddress;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EcmaPatternTest {

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
            [A-Z]{3}    ; ^(?:[A-Z]{3})$
            a|b         ; ^(?:a|b)$
            a++b*+c?+   ; ^(?:a+b*c?)$
            [ab]{1,64}+@; ^(?:[ab]{1,64}@)$
            ^a$         ; ^a$
            """)
    void matchesTheWholeTextWithoutPossessiveQuantifiers(String pattern, String expected) {
        assertThat(EcmaPattern.of(pattern)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[*+?+}+]", "\\*\\++", "[?]+"})
    void keepsAPlusThatIsNoPossessiveQuantifier(String pattern) {
        assertThat(EcmaPattern.of(pattern)).isEqualTo("^(?:" + pattern + ")$");
    }

    @Test
    void acceptsTheSameMailAddresses() {
        Pattern pattern = Pattern.compile(EcmaPattern.of(MailAddress.PATTERN));

        assertThat("ada+books@example.org").matches(it -> pattern.matcher(it).find());
        assertThat("ada@example.org, bob").matches(it -> !pattern.matcher(it).find());
        assertThat("a".repeat(65) + "@example.org")
                .matches(it -> !pattern.matcher(it).find());
    }
}
