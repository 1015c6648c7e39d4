package io.orderflow.naive;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;

@Entity
class Payment {

    @Id
    @GeneratedValue
    private UUID id;

    @Column(unique = true)
    private UUID orderId;

    private BigDecimal amount;
    private String chargeId;
    private Instant chargeBegunAt;

    protected Payment() {}

    Payment(UUID orderId, BigDecimal amount, String chargeId, Instant chargeBegunAt) {
        this.orderId = orderId;
        this.amount = amount;
        this.chargeId = chargeId;
        this.chargeBegunAt = chargeBegunAt;
    }
}
