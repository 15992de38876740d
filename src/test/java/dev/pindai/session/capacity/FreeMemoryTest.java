package dev.pindai.session.capacity;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The smallest of what the machine and each limit above us leave, as Linux writes them. */
class FreeMemoryTest {

    @TempDir
    Path root;

    @Test
    void aMachineWithoutLimitsHasWhatIsAvailable() throws IOException {
        machineHas(2000);
        write("proc/self/cgroup", "0::/\n");
        write("sys/fs/cgroup/memory.max", "max\n");
        write("sys/fs/cgroup/memory.current", "700\n");
        assertThat(new FreeMemory(root).bytes()).hasValue(2000 * 1024);
    }

    @Test
    void aContainersLimitCountsLessWhatItUses() throws IOException {
        machineHas(2000);
        write("proc/self/cgroup", "0::/\n");
        write("sys/fs/cgroup/memory.max", "1000000\n");
        write("sys/fs/cgroup/memory.current", "700000\n");
        write("sys/fs/cgroup/memory.stat", "anon 400000\ninactive_file 200000\nactive_file 100000\n");
        assertThat(new FreeMemory(root).bytes()).as("the page cache can be taken back").hasValue(500_000);
    }

    @Test
    void theLimitOfAGroupAboveHoldsToo() throws IOException {
        machineHas(2000);
        write("proc/self/cgroup", "0::/system.slice/pindai.service\n");
        write("sys/fs/cgroup/system.slice/pindai.service/memory.max", "1000000\n");
        write("sys/fs/cgroup/system.slice/pindai.service/memory.current", "100000\n");
        write("sys/fs/cgroup/system.slice/memory.max", "1200000\n");
        write("sys/fs/cgroup/system.slice/memory.current", "1100000\n");
        assertThat(new FreeMemory(root).bytes()).hasValue(100_000);
    }

    @Test
    void olderKernelsKeepMemoryByItself() throws IOException {
        machineHas(2000);
        write("proc/self/cgroup", "9:cpu,memory:/docker/abc\n0::/\n");
        // In a container, its own group is the root of what it sees.
        write("sys/fs/cgroup/memory/memory.limit_in_bytes", "1000000\n");
        write("sys/fs/cgroup/memory/memory.usage_in_bytes", "900000\n");
        write("sys/fs/cgroup/memory/memory.stat", "inactive_file 7\ntotal_inactive_file 50000\n");
        assertThat(new FreeMemory(root).bytes()).hasValue(150_000);
    }

    @Test
    void noLimitInTheOlderWayIsAHugeOne() throws IOException {
        machineHas(2000);
        write("proc/self/cgroup", "4:memory:/\n");
        write("sys/fs/cgroup/memory/memory.limit_in_bytes", "9223372036854771712\n");
        write("sys/fs/cgroup/memory/memory.usage_in_bytes", "900000\n");
        assertThat(new FreeMemory(root).bytes()).hasValue(2000 * 1024);
    }

    @Test
    void moreUsedThanAllowedLeavesNothing() throws IOException {
        machineHas(2000);
        write("proc/self/cgroup", "0::/\n");
        write("sys/fs/cgroup/memory.max", "1000\n");
        write("sys/fs/cgroup/memory.current", "5000\n");
        assertThat(new FreeMemory(root).bytes()).hasValue(0);
    }

    @Test
    void elsewhereNobodyTells() {
        assertThat(new FreeMemory(root).bytes()).isEmpty();
    }

    @Test
    void thisMachineTells() {
        assertThat(new FreeMemory().bytes().orElseThrow()).isBetween(1L << 20, 1L << 50);
    }

    private void machineHas(int availableKilobytes) throws IOException {
        write("proc/meminfo", "MemTotal: 4000 kB\nMemFree: 10 kB\nMemAvailable:     " + availableKilobytes + " kB\n");
    }

    private void write(String name, String text) throws IOException {
        var file = root.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
