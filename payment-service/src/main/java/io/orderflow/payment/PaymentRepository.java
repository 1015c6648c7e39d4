package io.orderflow.payment;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

interface PaymentRepository extends Repository<Payment, UUID> {

    /**
     * Locks the order's payment and creates it if there is none. Waits for other transactions that do the same. Uses one statement to
     * save round trips to the database; its update changes no value and serves only as a lock.
     */
    @Query(nativeQuery = true, value = """
            insert into payment (id, order_id, amount, currency, status, created_at)
            values (:id, :orderId, :amount, :currency, 'PENDING', :createdAt)
            on conflict (order_id) do update set order_id = excluded.order_id
            returning *""")
    Payment open(UUID id, UUID orderId, BigDecimal amount, String currency, Instant createdAt);
}
