package io.orderflow.dashboard;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.net.URI;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The services that the page shows besides this one, and the login for them.
 *
 * @param services the other services
 * @param password the plain password of their read-only account; without it, the page shows only whether they are up
 */
@Validated
@ConfigurationProperties("orderflow.live")
record DashboardProperties(
        @DefaultValue @NotNull List<@Valid Peer> services,
        @DefaultValue("") String password) {

    /**
     * @param url where any of its replicas answers
     * @param consumers the names of its consumers, so that the page can show their queues while the service is down
     * @param optional if true, the page shows the service only after it has answered once
     */
    record Peer(
            @NotBlank String name,
            @NotNull URI url,
            @DefaultValue List<String> consumers,
            @DefaultValue("false") boolean optional) {}

    /** Omits the password. */
    @Override
    public String toString() {
        return "DashboardProperties[services=%s]".formatted(services);
    }
}
