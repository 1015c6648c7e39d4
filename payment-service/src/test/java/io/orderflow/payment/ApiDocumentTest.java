package io.orderflow.payment;

import io.orderflow.api.CommittedDocument;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.web.context.WebApplicationContext;

@PaymentServiceTest
class ApiDocumentTest {

    @Test
    void committedDocumentIsTheServedOne(@Autowired WebApplicationContext service) throws Exception {
        CommittedDocument.of("payment-service").assertIsServedBy(service, 8081);
    }
}
