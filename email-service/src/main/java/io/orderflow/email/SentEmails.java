package io.orderflow.email;

import java.util.UUID;
import org.springframework.data.repository.Repository;

interface SentEmails extends Repository<SentEmail, UUID> {

    void save(SentEmail email);

    boolean existsByMessageId(UUID messageId);
}
