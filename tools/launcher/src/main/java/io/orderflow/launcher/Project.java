package io.orderflow.launcher;

import java.nio.file.Files;
import java.nio.file.Path;

/** A working copy of Orderflow. */
public record Project(Path root) {

    private static final String VERSION = "1.0.0-SNAPSHOT";

    /** The working copy named by the system property {@code orderflow.root}, or else the one that contains the current folder. */
    public static Project find() {
        String given = System.getProperty("orderflow.root");
        Path folder = Path.of(given == null ? "." : given).toAbsolutePath().normalize();
        for (Path up = folder; up != null; up = up.getParent()) {
            if (Files.exists(up.resolve("mvnw")) && Files.isDirectory(up.resolve("order-service"))) {
                return new Project(up);
            }
        }
        throw new LauncherException("There is no Orderflow around " + folder + ". Run ./demo in its top folder.");
    }

    /** The folder of {@code ./demo up} for data, logs and passwords. */
    public Path home() {
        return root.resolve(".orderflow");
    }

    /** The service's runnable jar, which {@code ./mvnw package} builds. */
    public Path jar(String service) {
        Path module = root.resolve(service.equals(Orderflow.MORE_CONSUMERS) ? "examples/" + service : service);
        Path jar = module.resolve("target").resolve(service + "-" + VERSION + ".jar");
        if (!Files.exists(jar)) {
            throw new LauncherException(jar + " is missing. Build it by: ./mvnw package -DskipTests");
        }
        return jar;
    }

    Path brokerUsers() {
        return root.resolve("deploy/rabbitmq/users.json");
    }

    Path brokerDefinitions() {
        return root.resolve("deploy/rabbitmq/definitions.json");
    }
}
