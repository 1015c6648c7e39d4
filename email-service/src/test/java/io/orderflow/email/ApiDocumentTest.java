package io.orderflow.email;

import io.orderflow.api.CommittedDocument;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.web.context.WebApplicationContext;

@IntegrationTest
class ApiDocumentTest {

    @Test
    void committedDocumentIsTheServedOne(@Autowired WebApplicationContext service) throws Exception {
        CommittedDocument.of("email-service").assertIsServedBy(service, 8082);
    }
}
