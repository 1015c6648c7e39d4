package io.orderflow.operations.login;

import java.util.ArrayList;
import java.util.List;
import org.springframework.http.HttpMethod;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;

/** The paths that need no login. A service declares one as a bean; every other path requires the operator's login. */
public final class PublicEndpoints {

    private final List<RequestMatcher> paths = new ArrayList<>();

    /**
     * @param method GET includes HEAD
     * @param patterns Spring path patterns, such as {@code /orders/{id}}
     */
    public PublicEndpoints add(HttpMethod method, String... patterns) {
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
