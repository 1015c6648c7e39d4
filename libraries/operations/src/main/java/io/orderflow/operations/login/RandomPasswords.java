package io.orderflow.operations.login;

import jakarta.servlet.http.HttpServletRequest;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.web.authentication.www.BasicAuthenticationConverter;

/**
 * Recognises the right password of an account whose hash is a fast one. Such a password is random and can't be guessed, so its login
 * needs no delay.
 */
final class RandomPasswords {

    private final UserDetailsService accounts;
    private final PasswordEncoder encoder;
    private final BasicAuthenticationConverter basic = new BasicAuthenticationConverter();

    RandomPasswords(UserDetailsService accounts, PasswordEncoder encoder) {
        this.accounts = accounts;
        this.encoder = encoder;
    }

    boolean isRightIn(HttpServletRequest request) {
        try {
            Authentication given = basic.convert(request);
            if (given == null) {
                return false;
            }
            String hash = accounts.loadUserByUsername(given.getName()).getPassword();
            return hash != null
                    && given.getCredentials() != null
                    && PasswordHash.isFast(hash)
                    && encoder.matches(given.getCredentials().toString(), hash);
        } catch (AuthenticationException e) {
            // The header is not readable, or there is no such account.
            return false;
        }
    }
}
