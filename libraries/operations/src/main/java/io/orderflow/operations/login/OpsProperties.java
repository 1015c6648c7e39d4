package io.orderflow.operations.login;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The credentials of the operator and of the read-only account {@value LoginConfiguration#MONITOR}.
 *
 * @param password a hash with Spring Security's prefix, such as <code>{bcrypt}</code>, or a plain password of at least 12 characters,
 *     of which only the hash is kept; if it is missing, each start generates a random password and logs it
 * @param monitorPassword the same for the read-only account; if it is missing, there is no such account
 */
@Validated
@ConfigurationProperties("orderflow.ops")
record OpsProperties(
        @DefaultValue("operator")
        @NotBlank
        @Pattern(
                regexp = "(?!" + LoginConfiguration.MONITOR + "$)[^:]*",
                message = "must have no colon, and not be 'monitor'")
        String user,

        @Nullable String password,
        @Nullable String monitorPassword) {

    OpsProperties {
        password = hash("orderflow.ops.password", password);
        monitorPassword = hash("orderflow.ops.monitor-password", monitorPassword);
    }

    private static @Nullable String hash(String setting, @Nullable String value) {
        return value == null ? null : PasswordHash.fromSetting(setting, value);
    }

    /** Omits the hashes. */
    @Override
    public String toString() {
        return "OpsProperties[user=%s]".formatted(user);
    }
}
