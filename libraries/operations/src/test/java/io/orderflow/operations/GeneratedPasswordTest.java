package io.orderflow.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderflow.operations.login.LoginConfiguration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.http.converter.autoconfigure.HttpMessageConvertersAutoConfiguration;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.security.autoconfigure.web.servlet.ServletWebSecurityAutoConfiguration;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.core.userdetails.UsernameNotFoundException;
import org.springframework.security.crypto.password.PasswordEncoder;

@ExtendWith(OutputCaptureExtension.class)
class GeneratedPasswordTest {

    private static final Pattern PRINTED =
            Pattern.compile("the operator is 'operator' with the password ([0-9a-f]{32})");

    private final WebApplicationContextRunner service = new WebApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    JacksonAutoConfiguration.class,
                    HttpMessageConvertersAutoConfiguration.class,
                    WebMvcAutoConfiguration.class,
                    ServletWebSecurityAutoConfiguration.class))
            .withUserConfiguration(io.orderflow.operations.web.WebConfiguration.class, LoginConfiguration.class);

    @Test
    void generatesAndLogsARandomPasswordIfNoneIsSet(CapturedOutput output) {
        service.run(context -> {
            Matcher printed = PRINTED.matcher(output);
            assertThat(printed.find()).isTrue();
            assertThat(context.getBean(PasswordEncoder.class)
                            .matches(printed.group(1), hash(context.getBean(UserDetailsService.class))))
                    .isTrue();
            assertThat(printed.find()).as("a second time").isFalse();
        });
        service.run(context -> {
            Matcher printed = PRINTED.matcher(output);
            printed.find();
            String first = printed.group(1);
            assertThat(printed.find()).isTrue();
            assertThat(printed.group(1)).isNotEqualTo(first);
        });
    }

    @Test
    void refusesToStartWithATooShortPassword() {
        service.withPropertyValues("orderflow.ops.password=short")
                .run(context ->
                        assertThat(context).hasFailed().getFailure().rootCause().hasMessageContaining("password"));
    }

    @Test
    void acceptsAHashAndKeepsOnlyTheHashOfAPlainPassword() {
        String hash = "{SHA-256}{00112233445566778899aabbccddeeff}" + "0123456789abcdef".repeat(4);
        service.withPropertyValues("orderflow.ops.password=" + hash)
                .run(context -> assertThat(hash(context.getBean(UserDetailsService.class)))
                        .isEqualTo(hash));
        service.withPropertyValues("orderflow.ops.password=correct-horse-battery")
                .run(context -> assertThat(hash(context.getBean(UserDetailsService.class)))
                        .startsWith("{bcrypt}"));
    }

    @Test
    void hasNoMonitorWithoutAPassword() {
        service.run(context -> assertThatThrownBy(
                        () -> context.getBean(UserDetailsService.class).loadUserByUsername("monitor"))
                .isInstanceOf(UsernameNotFoundException.class));
    }

    @Test
    void refusesToStartIfTheOperatorIsCalledLikeTheMonitor() {
        service.withPropertyValues("orderflow.ops.user=monitor")
                .run(context -> assertThat(context).hasFailed());
    }

    private static String hash(UserDetailsService users) {
        return users.loadUserByUsername("operator").getPassword();
    }
}
