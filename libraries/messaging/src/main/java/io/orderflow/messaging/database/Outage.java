package io.orderflow.messaging.database;

import java.sql.SQLException;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionSystemException;

/**
 * Distinguishes a database outage from a failure that a message or a request can be blamed for. During an outage nothing is
 * decided: no attempt of a message is counted, and a request is answered with 503.
 *
 * <p>The list names what input can be blamed for. The list of what can happen to a database has no end: it is away, read-only or
 * full, it has too many sessions, a right is missing, or an operator has cancelled the statement.
 */
public final class Outage {

    /**
     * The classes of SQL states that the data of a statement can cause: cardinality, invalid values, broken constraints, the check
     * of a view, program limits such as the size of an index row, and exceptions of a trigger.
     */
    private static final Set<String> CAUSED_BY_DATA = Set.of("21", "22", "23", "44", "54", "P0");

    private Outage() {}

    /** Whether the database failed for a reason that the statement's data can't have caused. */
    public static boolean isCauseOf(Throwable failure) {
        SQLException first = null;
        boolean withoutState = false;
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql) {
                first = sql;
            }
            withoutState |= isResourceFailure(cause);
        }
        // The innermost exception is the reason. PostgreSQL's driver attaches it to all later failures of a
        // transaction.
        return first == null ? withoutState : !isCausedByData(first.getSQLState());
    }

    /** @param state null for an exception that does not come from the database: the pool reports a closed connection */
    private static boolean isCausedByData(@Nullable String state) {
        return state != null && state.length() > 2 && CAUSED_BY_DATA.contains(state.substring(0, 2));
    }

    /** Transactions that can't begin or end, connections that can't be had, and conflicts with other transactions. */
    private static boolean isResourceFailure(Throwable cause) {
        return cause instanceof CannotCreateTransactionException
                || cause instanceof TransactionSystemException
                || cause instanceof DataAccessResourceFailureException
                || cause instanceof TransientDataAccessException;
    }
}
