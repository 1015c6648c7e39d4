package io.orderflow.operations.login;

import com.github.benmanes.caffeine.cache.Ticker;
import io.orderflow.operations.web.ProblemWriter;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.http.server.ServletServerHttpResponse;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.crypto.factory.PasswordEncoderFactories;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.www.BasicAuthenticationFilter;
import org.springframework.security.web.firewall.HttpFirewall;
import org.springframework.security.web.firewall.StrictHttpFirewall;
import org.springframework.security.web.header.HeaderWriter;
import org.springframework.security.web.header.writers.ContentSecurityPolicyHeaderWriter;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.OrRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.DefaultCorsProcessor;
import org.springframework.web.cors.UrlBasedCorsConfigurationSource;
import org.springframework.web.filter.CorsFilter;

/**
 * Authenticates the operator, and the read-only account {@value #MONITOR}, by HTTP Basic. Every path that is not public requires the
 * operator's login; {@value #MONITOR} may read the service's state and its metrics.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(OpsProperties.class)
public class LoginConfiguration {

    /** The account of Prometheus, and of the page's poll of other services. */
    public static final String MONITOR = "monitor";

    private static final String OPERATOR = "operator";
    private static final Logger log = LoggerFactory.getLogger(LoginConfiguration.class);

    @Bean
    PasswordEncoder passwordEncoder() {
        return new RememberingPasswordEncoder(PasswordEncoderFactories.createDelegatingPasswordEncoder());
    }

    @Bean
    UserDetailsService accounts(OpsProperties settings) {
        String hash = settings.password();
        if (hash == null) {
            String password = random();
            hash = PasswordHash.of(password);
            log.warn(
                    "orderflow.ops.password is not set. Until the next start the operator is '{}' with the password {}",
                    settings.user(),
                    password);
        }
        InMemoryUserDetailsManager accounts = new InMemoryUserDetailsManager(account(settings.user(), hash, OPERATOR));
        if (settings.monitorPassword() != null) {
            accounts.createUser(account(MONITOR, settings.monitorPassword(), MONITOR));
        }
        return accounts;
    }

    private static UserDetails account(String user, String hash, String authority) {
        return User.withUsername(user).password(hash).authorities(authority).build();
    }

    private static String random() {
        byte[] bytes = new byte[16];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    /**
     * Switches off observations of the security filters. They would cost a measurement for each filter and request, and say
     * nothing about orders.
     */
    @Bean
    SecurityObservationSettings noObservationsOfFilters() {
        return SecurityObservationSettings.noObservations();
    }

    /** Refuses a NUL in a parameter, which the database can't compare with. */
    @Bean
    HttpFirewall firewall() {
        StrictHttpFirewall firewall = new StrictHttpFirewall();
        firewall.setAllowedParameterValues(value -> value.indexOf('\0') < 0);
        return firewall;
    }

    /** Public endpoints skip authentication to keep order placement fast. */
    @Bean
    @Order(Ordered.HIGHEST_PRECEDENCE)
    SecurityFilterChain withoutLogin(
            HttpSecurity http,
            ObjectProvider<PublicEndpoints> publicEndpoints,
            ObjectProvider<ContentSecurityPolicy> pages,
            ProblemWriter problems)
            throws Exception {
        return forAll(http, pages, problems)
                .addFilterBefore(new OtherSites(true, problems), CorsFilter.class)
                .securityMatcher(open(publicEndpoints))
                .anonymous(AbstractHttpConfigurer::disable)
                .exceptionHandling(AbstractHttpConfigurer::disable)
                .securityContext(AbstractHttpConfigurer::disable)
                .servletApi(AbstractHttpConfigurer::disable)
                .build();
    }

    private static RequestMatcher open(ObjectProvider<PublicEndpoints> publicEndpoints) {
        PublicEndpoints health = new PublicEndpoints().add(HttpMethod.GET, "/actuator/health/**");
        return new OrRequestMatcher(Stream.concat(Stream.of(health), publicEndpoints.stream())
                .flatMap(paths -> paths.matchers().stream())
                .toList());
    }

    @Bean
    SecurityFilterChain withLogin(
            HttpSecurity http,
            ObjectProvider<ContentSecurityPolicy> pages,
            UserDetailsService accounts,
            PasswordEncoder encoder,
            ProblemWriter problems)
            throws Exception {
        FailedLogins failedLogins = new FailedLogins(Ticker.systemTicker());
        RandomPasswords randomPasswords = new RandomPasswords(accounts, encoder);
        return forAll(http, pages, problems)
                .authorizeHttpRequests(
                        requests -> requests.dispatcherTypeMatchers(DispatcherType.ERROR, DispatcherType.ASYNC)
                                .permitAll()
                                .requestMatchers(HttpMethod.GET, "/ops/overview", "/actuator/prometheus")
                                .hasAnyAuthority(OPERATOR, MONITOR)
                                .anyRequest()
                                .hasAuthority(OPERATOR))
                .exceptionHandling(errors -> errors.accessDeniedHandler((request, response, denied) -> problems.write(
                        response,
                        HttpStatus.FORBIDDEN,
                        "This account may only read /ops/overview and /actuator/prometheus.")))
                .httpBasic(basic -> basic.authenticationEntryPoint(refusal(failedLogins, problems)))
                .addFilterBefore(new OtherSites(false, problems), CorsFilter.class)
                .addFilterBefore(
                        new LoginThrottle(failedLogins, randomPasswords, problems), BasicAuthenticationFilter.class)
                .build();
    }

    private static HttpSecurity forAll(
            HttpSecurity http, ObjectProvider<ContentSecurityPolicy> pages, ProblemWriter problems) throws Exception {
        return http
                // A browser that knows the password sends it even with requests from other sites' pages. Such a request
                // has the header Origin, Sec-Fetch-Site or both, and is refused. So CSRF tokens are not needed.
                .addFilter(noOtherSite(problems))
                .csrf(AbstractHttpConfigurer::disable)
                // No session: each request authenticates itself.
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .requestCache(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .headers(headers -> {
                    headers.referrerPolicy(referrer -> referrer.policy(ReferrerPolicy.NO_REFERRER));
                    headers.addHeaderWriter(
                            contentSecurity(pages.orderedStream().toList()));
                });
    }

    /** A response that is not a page gets a policy that allows nothing. */
    private static HeaderWriter contentSecurity(List<ContentSecurityPolicy> pages) {
        Map<RequestMatcher, HeaderWriter> byPath = new LinkedHashMap<>();
        pages.forEach(page -> page.paths()
                .forEach(path -> byPath.put(
                        PathPatternRequestMatcher.withDefaults().matcher(path),
                        new ContentSecurityPolicyHeaderWriter(page.policy()))));
        HeaderWriter otherwise = new ContentSecurityPolicyHeaderWriter(ContentSecurityPolicy.NOTHING);
        return (request, response) -> byPath.entrySet().stream()
                .filter(it -> it.getKey().matches(request))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(otherwise)
                .writeHeaders(request, response);
    }

    private static AuthenticationEntryPoint refusal(FailedLogins failedLogins, ProblemWriter problems) {
        return (request, response, failure) -> {
            boolean wrong = request.getHeader(HttpHeaders.AUTHORIZATION) != null;
            if (wrong) {
                failedLogins.count(request.getRemoteAddr());
            }
            // With this header, a browser would show its own login window instead of passing the 401 to the page's
            // script.
            if (!"XMLHttpRequest".equals(request.getHeader("X-Requested-With"))) {
                response.setHeader(
                        HttpHeaders.WWW_AUTHENTICATE, "Basic realm=\"Orderflow operations\", charset=\"UTF-8\"");
            }
            problems.write(
                    response,
                    HttpStatus.UNAUTHORIZED,
                    wrong ? "User or password is wrong." : "Operators only: log in with user and password.");
        };
    }

    private static CorsFilter noOtherSite(ProblemWriter problems) {
        UrlBasedCorsConfigurationSource source = new UrlBasedCorsConfigurationSource();
        source.registerCorsConfiguration("/**", new CorsConfiguration());
        CorsFilter filter = new CorsFilter(source);
        filter.setCorsProcessor(new DefaultCorsProcessor() {
            @Override
            protected void rejectRequest(ServerHttpResponse response) throws IOException {
                HttpServletResponse servletResponse = ((ServletServerHttpResponse) response).getServletResponse();
                problems.write(servletResponse, HttpStatus.FORBIDDEN, OtherSites.REFUSAL);
            }
        });
        return filter;
    }
}
