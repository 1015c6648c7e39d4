package io.orderflow.order.live;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.net.URI;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * What the page shows besides this service.
 *
 * @param services the other services
 * @param user the operator, as those services know it
 * @param password empty where each service made its own: then nothing can be asked of them
 */
@Validated
@ConfigurationProperties("orderflow.live")
record LiveProperties(
        @DefaultValue @NotNull List<@Valid Peer> services,
        @DefaultValue("operator") String user,
        @DefaultValue("") String password) {

    /**
     * @param url where any of its replicas answers
     * @param consumers by name, so that their queues can be shown while the service is down
     * @param optional whether it is shown only once it has been seen
     */
    record Peer(
            @NotBlank String name,
            @NotNull URI url,
            @DefaultValue List<String> consumers,
            @DefaultValue("false") boolean optional) {}

    /** Without the password. */
    @Override
    public String toString() {
        return "LiveProperties[services=%s]".formatted(services);
    }
}
