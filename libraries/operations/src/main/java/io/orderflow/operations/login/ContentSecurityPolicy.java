package io.orderflow.operations.login;

import java.util.List;

/**
 * The content security policy of a service's pages. A service that has pages declares one as a bean.
 *
 * @param policy the value of the header {@code Content-Security-Policy}
 * @param paths Spring path patterns
 */
public record ContentSecurityPolicy(String policy, List<String> paths) {

    static final String NOTHING = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    /** @param allowed the directives that allow something; the policy forbids everything else */
    public static ContentSecurityPolicy of(String allowed, String... paths) {
        return new ContentSecurityPolicy(NOTHING + "; " + allowed, List.of(paths));
    }
}
