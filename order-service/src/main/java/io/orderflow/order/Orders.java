package io.orderflow.order;

import jakarta.persistence.LockModeType;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

/** All orders. New ones come by {@link OrderPlacement}. */
public interface Orders extends Repository<Order, UUID> {

    Optional<Order> findById(UUID id);

    Optional<Order> findByIdempotencyKey(String key);

    /** Locks the order, so that results that arrive together are applied one after the other. */
    @Lock(LockModeType.PESSIMISTIC_WRITE)
    @Query("select o from Order o where o.id = :id")
    Optional<Order> findForUpdate(UUID id);
}
