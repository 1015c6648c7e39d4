package io.orderflow.operations.login;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.springframework.http.HttpMethod;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;

/** The paths that need no login. A service declares one as a bean; every other path requires the operator's login. */
public final class PublicEndpoints {

    private final List<RequestMatcher> paths = new ArrayList<>();
    private final Set<String> added = new HashSet<>();

    /**
     * @param method GET includes HEAD
     * @param patterns Spring path patterns, such as {@code /orders/{id}}
     */
    public PublicEndpoints add(HttpMethod method, String... patterns) {
        for (String pattern : patterns) {
            added.add(method + " " + pattern);
            paths.add(PathPatternRequestMatcher.withDefaults().matcher(method, pattern));
            if (method.equals(HttpMethod.GET)) {
                paths.add(PathPatternRequestMatcher.withDefaults().matcher(HttpMethod.HEAD, pattern));
            }
        }
        return this;
    }

    /** @param pattern exactly as it was added */
    public boolean includes(HttpMethod method, String pattern) {
        return added.contains(method + " " + pattern);
    }

    List<RequestMatcher> matchers() {
        return List.copyOf(paths);
    }
}
