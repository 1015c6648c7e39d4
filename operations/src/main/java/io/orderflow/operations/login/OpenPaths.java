package io.orderflow.operations.login;

import java.util.ArrayList;
import java.util.List;
import org.springframework.http.HttpMethod;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;

/** The paths that need no login. A service declares one as a bean; what is in none of them is the operator's. */
public final class OpenPaths {

    private final List<RequestMatcher> paths = new ArrayList<>();

    /**
     * @param method where it is GET, HEAD is meant, too
     * @param patterns as Spring's path patterns have it, such as {@code /orders/{id}}
     */
    public OpenPaths add(HttpMethod method, String... patterns) {
        for (String pattern : patterns) {
            paths.add(PathPatternRequestMatcher.withDefaults().matcher(method, pattern));
            if (method.equals(HttpMethod.GET)) {
                paths.add(PathPatternRequestMatcher.withDefaults().matcher(HttpMethod.HEAD, pattern));
            }
        }
        return this;
    }

    List<RequestMatcher> matchers() {
        return List.copyOf(paths);
    }
}
