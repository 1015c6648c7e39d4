package io.orderflow.messaging.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.EmptyResultDataAccessException;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.transaction.TransactionSystemException;
import org.springframework.transaction.UnexpectedRollbackException;

class OutageTest {

    /** Lost connection, serialization, deadlock, full disk, too many sessions, shutdown, cancel, lock time-out, I/O. */
    @ParameterizedTest
    @ValueSource(strings = {"08006", "40001", "40P01", "53100", "53300", "57P01", "57014", "55P03", "58030", "XX002"})
    void recognisesAnOutageByItsSqlState(String state) {
        assertThat(Outage.isCauseOf(failure(state))).isTrue();
    }

    /** A read-only database, a revoked right, and a table that a restored backup does not have. */
    @ParameterizedTest
    @ValueSource(strings = {"25006", "42501", "42P01"})
    void isEachStateThatNoDataCanCause(String state) {
        assertThat(Outage.isCauseOf(failure(state))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"23505", "23514", "22001", "22021", "21000", "44000", "54000", "P0001"})
    void isNoStateThatTheDataOfTheStatementCanCause(String state) {
        assertThat(Outage.isCauseOf(failure(state))).isFalse();
    }

    /** JPA's rollback fails like this after the connection broke: the pool has closed it and knows no SQL state. */
    @Test
    void recognisesAConnectionThatThePoolHasClosed() {
        assertThat(Outage.isCauseOf(failure(new SQLException("Connection is closed"))))
                .isTrue();
    }

    @Test
    void isDecidedByTheFirstFailureOfTheTransaction() {
        SQLException aborted = new SQLException("current transaction is aborted", "25P02");
        aborted.initCause(new SQLException("duplicate key", "23505"));

        assertThat(Outage.isCauseOf(failure(aborted))).isFalse();
    }

    @Test
    void recognisesFailuresWithoutASqlState() {
        assertThat(Outage.isCauseOf(new TransactionSystemException("could not commit")))
                .isTrue();
        assertThat(Outage.isCauseOf(new OptimisticLockingFailureException("another transaction changed it")))
                .isTrue();
        assertThat(Outage.isCauseOf(new EmptyResultDataAccessException(1))).isFalse();
        assertThat(Outage.isCauseOf(new UnexpectedRollbackException("a handler caught it")))
                .isFalse();
        assertThat(Outage.isCauseOf(new IllegalStateException())).isFalse();
    }

    private static RuntimeException failure(String state) {
        return failure(new SQLException("no", state));
    }

    private static RuntimeException failure(SQLException cause) {
        return new DataAccessResourceFailureException("Unable to rollback against JDBC Connection", cause);
    }
}
