package io.orderflow.order;

import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Limit;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

/** All orders. {@link OrderPlacement} adds orders, and {@link OrderHistory} changes them. */
public interface Orders extends Repository<Order, UUID> {

    Optional<Order> findById(UUID id);

    Optional<Order> findByIdempotencyKey(String key);

    /** Locks the order, so that results that arrive at the same time are applied one after the other. */
    @Lock(LockModeType.PESSIMISTIC_WRITE)
    @Query("select o from Order o where o.id = :id")
    Optional<Order> findForUpdate(UUID id);

    /**
     * Returns up to {@code limit} orders, newest first.
     *
     * @param status null for all states
     * @param before the last order of the previous page; null for the first page
     */
    default List<Order> newestFirst(@Nullable OrderStatus status, @Nullable Order before, Limit limit) {
        Instant placedAt = before == null ? Instant.parse("9999-12-31T23:59:59Z") : before.placedAt();
        UUID id = before == null ? new UUID(-1, -1) : before.id();
        return status == null ? findBefore(placedAt, id, limit) : findBefore(status, placedAt, id, limit);
    }

    @Query("select o from Order o where (o.placedAt, o.id) < (:placedAt, :id) order by o.placedAt desc, o.id desc")
    List<Order> findBefore(Instant placedAt, UUID id, Limit limit);

    @Query("select o from Order o where o.status = :status and (o.placedAt, o.id) < (:placedAt, :id)"
            + " order by o.placedAt desc, o.id desc")
    List<Order> findBefore(OrderStatus status, Instant placedAt, UUID id, Limit limit);
}
