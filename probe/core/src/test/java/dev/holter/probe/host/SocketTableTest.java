package dev.holter.probe.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SocketTableTest {
    private static final String HEAD =
            "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode\n";

    @TempDir
    private Path net;

    private SocketTable table;

    @BeforeEach
    void fill() throws IOException {
        Files.writeString(
                net.resolve("tcp"),
                HEAD + line("0100007F:1F90", "00000000:0000", 11) + line("0200000A:A6C2", "0700000A:1538", 12));
        Files.writeString(
                net.resolve("tcp6"),
                HEAD
                        + line("0000000000000000FFFF00000100007F:A6C2", "0000000000000000FFFF00000100007F:1FA3", 13)
                        + line("00000000000000000000000001000000:A6C2", "B80D0120000000000000000001000000:01BB", 14));
        Files.writeString(net.resolve("udp"), HEAD + line("0200000A:A6C2", "01000A0A:0035", 15));
        table = new SocketTable(net);
    }

    @Test
    void peers_areToldByInode() {
        assertThat(table.peer("12")).hasValue("10.0.0.7:5432");
        assertThat(table.peer("15")).hasValue("10.10.0.1:53");
    }

    @Test
    void mappedAddress_isToldAsTheOneThatItStandsFor() {
        assertThat(table.peer("13")).hasValue("127.0.0.1:8099");
    }

    @Test
    void addressOfVersion6_standsInBrackets() {
        assertThat(table.peer("14")).hasValue("[2001:db8:0:0:0:0:0:1]:443");
    }

    @Test
    void listener_hasNoPeer() {
        assertThat(table.peer("11")).isEmpty();
    }

    @Test
    void socketThatIsNotThere_andTablesThatAreNot_tellNothing() throws IOException {
        assertThat(table.peer("99")).isEmpty();
        Files.writeString(net.resolve("tcp"), HEAD + line("broken", "broken", 12));
        assertThat(table.peer("12")).isEmpty();
        assertThat(new SocketTable(net.resolve("nowhere")).peer("12")).isEmpty();
    }

    private static String line(String local, String remote, int inode) {
        return "   0: " + local + " " + remote + " 01 00000000:00000000 00:00000000 00000000     0        0 " + inode
                + " 1 0000000000000000 20 4 30 10 -1\n";
    }
}
