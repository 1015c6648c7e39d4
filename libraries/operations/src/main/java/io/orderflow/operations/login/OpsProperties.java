package io.orderflow.operations.login;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The operator's credentials.
 *
 * @param password at least 12 characters; if it is missing, each start generates a random password and logs it
 */
@Validated
@ConfigurationProperties("orderflow.ops")
record OpsProperties(
        @DefaultValue("operator") @NotBlank @Pattern(regexp = "[^:]*", message = "must have no colon")
        String user,

        @Size(min = 12, max = 72) String password) {

    /** Omits the password. */
    @Override
    public String toString() {
        return "OpsProperties[user=%s]".formatted(user);
    }
}
