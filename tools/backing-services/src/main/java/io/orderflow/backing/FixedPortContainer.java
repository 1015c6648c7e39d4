package io.orderflow.backing;

import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.model.ExposedPort;
import com.github.dockerjava.api.model.PortBinding;
import com.github.dockerjava.api.model.Ports;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.AbstractWaitStrategy;
import org.testcontainers.utility.DockerImageName;

/**
 * A container that keeps its port on the loopback address when it is stopped, killed and started again. A port that Docker picks
 * changes with every start.
 */
final class FixedPortContainer extends GenericContainer<FixedPortContainer> {

    private static final int STOPS_IN_SECONDS = 30;

    private final List<PortBinding> bindings = new ArrayList<>();

    FixedPortContainer(DockerImageName image) {
        super(image);
        withCreateContainerCmdModifier(
                create -> Objects.requireNonNull(create.getHostConfig()).withPortBindings(bindings));
    }

    void publish(int hostPort, int containerPort) {
        addExposedPort(containerPort);
        bindings.add(
                new PortBinding(Ports.Binding.bindIpAndPort("127.0.0.1", hostPort), ExposedPort.tcp(containerPort)));
    }

    void readyWhen(BooleanSupplier condition, Duration atMost) {
        setWaitStrategy(new AbstractWaitStrategy() {
            @Override
            protected void waitUntilReady() {
                if (!Poll.until(atMost, condition)) {
                    throw new BackingServiceException("The container is not ready after " + atMost.toSeconds() + " s");
                }
            }
        });
    }

    /** Creates the container the first time. Later it starts the same container with its data. */
    void startAgain() {
        if (getContainerId() == null) {
            start();
        } else if (!isUp()) {
            getDockerClient().startContainerCmd(getContainerId()).exec();
        }
    }

    void halt() {
        if (isUp()) {
            getDockerClient()
                    .stopContainerCmd(getContainerId())
                    .withTimeout(STOPS_IN_SECONDS)
                    .exec();
        }
    }

    void kill() {
        if (isUp()) {
            getDockerClient().killContainerCmd(getContainerId()).exec();
        }
    }

    /** Runs a program in the container. */
    void run(List<String> words) {
        try {
            ExecResult result = execInContainer(words.toArray(String[]::new));
            if (result.getExitCode() != 0) {
                throw new BackingServiceException(words + " failed: " + result.getStdout() + result.getStderr());
            }
        } catch (IOException e) {
            throw new BackingServiceException(words.get(0) + " can't be run in the container", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BackingServiceException("Interrupted while waiting for " + words.get(0), e);
        }
    }

    private boolean isUp() {
        if (getContainerId() == null) {
            return false;
        }
        InspectContainerResponse found =
                getDockerClient().inspectContainerCmd(getContainerId()).exec();
        return Boolean.TRUE.equals(found.getState().getRunning());
    }
}
