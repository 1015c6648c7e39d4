package io.orderflow.backing;

import java.nio.file.Path;

/** Programs of this project in the user's cache. All clones share them, and no other user can replace them. */
final class UserCache {

    private UserCache() {}

    /**
     * Returns the path of such a folder, which may not exist yet.
     *
     * @throws BackingServiceException if the user has no cache
     */
    static Path path(String name) {
        String given = System.getenv("XDG_CACHE_HOME");
        Path cache = given != null && Path.of(given).isAbsolute()
                ? Path.of(given)
                : Path.of(System.getProperty("user.home"), ".cache");
        if (!cache.isAbsolute()) {
            throw new BackingServiceException(
                    "The user has no home folder. Set XDG_CACHE_HOME to a folder that only this user can write to");
        }
        return cache.resolve("orderflow").resolve(name);
    }
}
