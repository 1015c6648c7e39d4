package io.orderflow.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.request.MockMvcRequestBuilders;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.context.WebApplicationContext;

/** A service's OpenAPI document in {@code docs/openapi}. */
public final class CommittedDocument {

    private static final String WRITE = "openapi.write";

    private final String service;
    private final Path file;

    private CommittedDocument(String service) {
        this.service = service;
        this.file = root().resolve("docs/openapi").resolve(service + ".yaml");
    }

    public static CommittedDocument of(String service) {
        return new CommittedDocument(service);
    }

    private static Path root() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve("mvnw"))) {
            folder = Objects.requireNonNull(folder.getParent(), "no folder above has mvnw");
        }
        return folder;
    }

    String read() {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Compares the document with the one that the service serves, or writes it with {@code -Dopenapi.write}.
     *
     * @param port the service's usual port, which the document names
     */
    public void assertIsServedBy(WebApplicationContext context, int port) throws Exception {
        MockHttpServletResponse served = MockMvcBuilders.webAppContextSetup(context)
                .build()
                .perform(MockMvcRequestBuilders.get("http://localhost:" + port + "/v3/api-docs.yaml"))
                .andReturn()
                .getResponse();
        assertThat(served.getStatus()).isEqualTo(200);
        String yaml = new String(served.getContentAsByteArray(), StandardCharsets.UTF_8);
        if (System.getProperty(WRITE) != null) {
            Files.createDirectories(file.getParent());
            Files.writeString(file, yaml);
        }
        assertThat(Files.exists(file) ? read() : "")
                .as(
                        "docs/openapi/%1$s.yaml is not what %1$s serves. This command updates it:%n"
                                + "./mvnw test -pl :%1$s -am -Dtest=ApiDocumentTest"
                                + " -Dsurefire.failIfNoSpecifiedTests=false -Dopenapi.write",
                        service)
                .isEqualTo(yaml);
    }
}
