package io.orderflow.operations.login;

import java.util.List;

/**
 * What a page may do in the browser that shows it. A service that has pages declares one as a bean.
 *
 * @param policy the value of the header {@code Content-Security-Policy}
 * @param paths as Spring's path patterns have it
 */
public record PagePolicy(String policy, List<String> paths) {

    static final String NOTHING = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    /** @param allowed what it may do; everything else it may not */
    public static PagePolicy of(String allowed, String... paths) {
        return new PagePolicy(NOTHING + "; " + allowed, List.of(paths));
    }
}
