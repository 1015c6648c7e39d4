package io.orderflow.payment;

import jakarta.persistence.LockModeType;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

interface PaymentRepository extends Repository<Payment, UUID> {

    /**
     * Opens the order's payment if there is none yet. Where another transaction is doing the same, waits for its outcome.
     */
    @Modifying
    @Query(nativeQuery = true, value = """
            insert into payment (id, order_id, amount, currency, status, created_at)
            values (:id, :orderId, :amount, :currency, 'PENDING', :createdAt)
            on conflict (order_id) do nothing""")
    void open(UUID id, UUID orderId, BigDecimal amount, String currency, Instant createdAt);

    @Lock(LockModeType.PESSIMISTIC_WRITE)
    @Query("select p from Payment p where p.orderId = :orderId")
    Payment lock(UUID orderId);
}
