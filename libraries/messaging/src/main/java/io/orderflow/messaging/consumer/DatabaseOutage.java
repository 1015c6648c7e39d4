package io.orderflow.messaging.consumer;

import java.sql.SQLException;
import java.sql.SQLTransientException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionSystemException;

/**
 * Distinguishes a database outage from a failing message. During an outage no message is at fault, so no attempt may be counted.
 * A transaction that can't begin, commit or roll back shows an outage, whatever else failed inside it.
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
     * SQL states of connection, rollback, resource and operator errors, from the SQL standard and PostgreSQL. An exception
     * without a state does not come from the database: the pool reports a closed connection.
     */
    private static boolean isOutage(String state) {
        return state == null
                || state.startsWith("08")
                || state.startsWith("40")
                || state.startsWith("53")
                || state.startsWith("57P");
    }
}
