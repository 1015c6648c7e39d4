package io.orderflow.order;

import io.orderflow.api.CommittedDocument;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.web.context.WebApplicationContext;

@OrderServiceTest
class ApiDocumentTest {

    @Test
    void committedDocumentIsTheServedOne(@Autowired WebApplicationContext service) throws Exception {
        CommittedDocument.of("order-service").assertIsServedBy(service, 8080);
    }
}
