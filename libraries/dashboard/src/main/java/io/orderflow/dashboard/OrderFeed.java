package io.orderflow.dashboard;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The page's data about orders, for all replicas together. The service that packages the page implements it. {@link #refresh} may block;
 * the other methods return what it has read last.
 */
public interface OrderFeed {

    /**
     * Reads from the database. Is called once a second.
     *
     * @param withLatest whether a page of an operator is open
     */
    void refresh(boolean withLatest);

    /** Null while the database is unavailable. */
    @Nullable
    Double acceptedPerSecond();

    /** Rows for the page's table, written as JSON; while the database is unavailable, those that were read last. */
    List<?> latest();
}
