package dev.holter.probe.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CpuThrottlingTest {
    private static final String V1 = "nr_periods 10\nnr_throttled 4\nthrottled_time 123456789\n";
    private static final String V2 = "usage_usec 55\nnr_throttled 4\nthrottled_usec 1234\nnr_bursts 0\n";

    @TempDir
    private Path folder;

    @Test
    void version1_isInNanoseconds_andVersion2InMicroseconds() {
        assertThat(CpuThrottling.throttledIn(V1)).hasValue(123_456_789L);
        assertThat(CpuThrottling.throttledIn(V2)).hasValue(1_234_000L);
        assertThat(CpuThrottling.throttledIn("usage_usec 55\n")).isEmpty();
        assertThat(CpuThrottling.throttledIn("")).isEmpty();
    }

    @Test
    void groupOfVersion1_isFoundAmongOtherControllers() {
        assertThat(CpuControlGroup.find(
                        List.of("9:cpuset:/x", "5:cpu,cpuacct:/docker/ab", "0::/y"),
                        List.of(
                                "30 25 0:26 / /sys/fs/cgroup/cpuset rw - cgroup cgroup rw,cpuset",
                                "32 31 0:29 / /sys/fs/cgroup/cpu rw,relatime shared:9 - cgroup cgroup rw,cpu,cpuacct",
                                "41 31 0:38 / /sys/fs/cgroup/unified rw - cgroup2 cgroup2 rw")))
                .hasValue(group("/sys/fs/cgroup/cpu", "/sys/fs/cgroup/cpu/docker/ab"));
    }

    @Test
    void groupOfVersion2_isFoundWhereNoCpuControllerOfVersion1Is() {
        assertThat(CpuControlGroup.find(
                        List.of("0::/system.slice/orders.service"),
                        List.of("41 31 0:38 / /sys/fs/cgroup rw,nosuid shared:4 - cgroup2 cgroup2 rw,nsdelegate")))
                .hasValue(group("/sys/fs/cgroup", "/sys/fs/cgroup/system.slice/orders.service"));
    }

    @Test
    void containerThatSeesItsOwnGroupOnly_findsItAtTheMount() {
        assertThat(CpuControlGroup.find(
                        List.of("3:cpu:/docker/ab"),
                        List.of("32 31 0:29 /docker/ab /sys/fs/cgroup/cpu ro - cgroup cgroup rw,cpu")))
                .hasValue(group("/sys/fs/cgroup/cpu", "/sys/fs/cgroup/cpu"));
        assertThat(CpuControlGroup.find(
                        List.of("0::/../other"), List.of("32 31 0:29 /mine /sys/fs/cgroup ro - cgroup2 cgroup rw")))
                .hasValue(group("/sys/fs/cgroup", "/sys/fs/cgroup"));
    }

    @Test
    void linesThatAreNotUnderstood_areLeftOut() {
        assertThat(CpuControlGroup.find(List.of(), List.of())).isEmpty();
        assertThat(CpuControlGroup.find(List.of("what", "3:cpu:/"), List.of("is this", "a - b")))
                .isEmpty();
    }

    @Test
    void throttlingOfTheGroupsAbove_isAdded() throws IOException {
        Path mount = folder.resolve("cpu");
        stat(mount.resolve("pod/container"), "throttled_time 700\n");
        stat(mount.resolve("pod"), "throttled_time 30\n");
        stat(mount, "nothing of the kind\n");
        CpuThrottling throttling =
                throttling("3:cpu:/pod/container", "32 31 0:29 / " + mount + " rw - cgroup cgroup rw,cpu");

        assertThat(throttling.readNanos()).hasValue(0);

        stat(mount.resolve("pod/container"), "throttled_time 900\n");
        stat(mount.resolve("pod"), "throttled_time 31\n");

        assertThat(throttling.readNanos()).hasValue(201);
    }

    @Test
    void processThatIsMoved_isFollowed() throws IOException {
        Path mount = folder.resolve("cpu");
        stat(mount.resolve("before"), "throttled_time 700\n");
        stat(mount.resolve("after"), "throttled_time 20\n");
        String mounted = "32 31 0:29 / " + mount + " rw - cgroup cgroup rw,cpu";
        CpuThrottling throttling = throttling("3:cpu:/before", mounted);
        stat(mount.resolve("before"), "throttled_time 710\n");
        assertThat(throttling.readNanos()).hasValue(10);

        groups("3:cpu:/after");
        assertThat(throttling.readNanos()).hasValue(10);
        stat(mount.resolve("after"), "throttled_time 25\n");

        assertThat(throttling.readNanos()).hasValue(15);
    }

    @Test
    void whereNothingCanBeRead_nothingIsKnown() throws IOException {
        assertThat(throttling("3:cpu:/pod", "32 31 0:29 / " + folder + " rw - cgroup cgroup rw,cpu")
                        .readNanos())
                .isEmpty();
        assertThat(CpuThrottling.of(folder.resolve("missing"), folder.resolve("missing"))
                        .readNanos())
                .isEmpty();
    }

    @Test
    void thisProcess_isReadOrNot_andNeverFails() {
        CpuThrottling throttling = CpuThrottling.ofThisProcess();

        throttling.readNanos().ifPresent(nanos -> assertThat(nanos).isNotNegative());
    }

    private CpuThrottling throttling(String group, String mount) throws IOException {
        Path groups = groups(group);
        Path mounts = Files.writeString(folder.resolve("mountinfo"), mount + "\n");
        return CpuThrottling.of(groups, mounts);
    }

    private Path groups(String group) throws IOException {
        return Files.writeString(folder.resolve("cgroup"), group + "\n");
    }

    private static void stat(Path group, String text) throws IOException {
        Files.writeString(Files.createDirectories(group).resolve("cpu.stat"), text);
    }

    private static CpuControlGroup group(String mount, String folder) {
        return new CpuControlGroup(Path.of(mount), Path.of(folder));
    }
}
