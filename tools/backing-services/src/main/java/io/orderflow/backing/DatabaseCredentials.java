package io.orderflow.backing;

/** The URL, user and password of one database. {@code url} is a JDBC URL without user and password. */
public record DatabaseCredentials(String url, String user, String password) {

    @Override
    public String toString() {
        return "DatabaseCredentials[" + url + ", " + user + "]";
    }
}
