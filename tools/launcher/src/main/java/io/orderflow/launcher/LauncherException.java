package io.orderflow.launcher;

/** A command can't do its work. The message tells the user in one or two clear sentences what is wrong and what to do. */
public final class LauncherException extends RuntimeException {

    public LauncherException(String message) {
        super(message);
    }

    public LauncherException(String message, Throwable cause) {
        super(message, cause);
    }
}
