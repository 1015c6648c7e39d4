package io.orderflow.launcher;

/** A command can't do its work. The message is one clear sentence or two for the user: what is wrong, and what to do. */
public final class LauncherException extends RuntimeException {

    public LauncherException(String message) {
        super(message);
    }

    public LauncherException(String message, Throwable cause) {
        super(message, cause);
    }
}
