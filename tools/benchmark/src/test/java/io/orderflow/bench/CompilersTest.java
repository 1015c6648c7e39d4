package io.orderflow.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(OS.LINUX)
class CompilersTest {

    @Test
    void findsCompilerTimeInThisJvm() {
        ProcessHandle self = ProcessHandle.current();

        Duration compilers = Compilers.cpu(self.pid());

        assertThat(compilers).isPositive();
        assertThat(compilers).isLessThan(self.info().totalCpuDuration().orElseThrow());
    }

    @Test
    void findsNoCompilersInOtherProcesses() throws Exception {
        Process shell = new ProcessBuilder("sh", "-c", "read nothing").start();
        try {
            assertThat(Compilers.cpu(shell.pid())).isZero();
        } finally {
            shell.destroy();
            shell.waitFor();
        }
        assertThat(Compilers.cpu(shell.pid())).isZero();
    }
}
