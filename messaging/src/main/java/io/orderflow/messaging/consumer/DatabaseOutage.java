package io.orderflow.messaging.consumer;

import java.sql.SQLException;
import java.sql.SQLTransientException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionSystemException;

/**
 * Tells a database in trouble from a message in trouble. While the database is away no message can be at fault, so
 * none must lose an attempt for it. A transaction that can't begin, commit or roll back is a sign of it, whatever else
 * went wrong inside.
 */
final class DatabaseOutage {

    private DatabaseOutage() {}

    static boolean isCauseOf(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof CannotCreateTransactionException
                    || cause instanceof TransactionSystemException
                    || cause instanceof SQLTransientException
                    || (cause instanceof SQLException sql && isOutage(sql.getSQLState()))) {
                return true;
            }
        }
        return false;
    }

    /**
     * Classes of the SQL standard and PostgreSQL: connection, rollback, resources, operator intervention. An exception without a
     * state is none of the database's: the pool says that its connection is closed.
     */
    private static boolean isOutage(String state) {
        return state == null
                || state.startsWith("08")
                || state.startsWith("40")
                || state.startsWith("53")
                || state.startsWith("57P");
    }
}
