package dev.pindai.engine.browser;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;

/** Says whose end of a connection within this machine a socket is, as Linux keeps it in {@code /proc}. */
final class LoopbackSockets {

    private static final List<Path> TABLES = List.of(Path.of("/proc/net/tcp"), Path.of("/proc/net/tcp6"));
    private static final Path OURSELVES = Path.of("/proc/self");
    /** Columns of the tables. */
    private static final int USER = 7;
    private static final int NUMBER = 9;
    private static final String MAPPED = "0000000000000000FFFF0000";

    private LoopbackSockets() {
    }

    /** Whether this system tells. */
    static boolean known() {
        return Files.isReadable(TABLES.getFirst());
    }

    /** The number of the socket at the near end of a connection; empty if its program has closed it. */
    static OptionalLong socket(InetSocketAddress near, InetSocketAddress far) {
        return cell(near, far, NUMBER);
    }

    /** Whether the near end of a connection is of the user that runs us. */
    static boolean ofOurUser(InetSocketAddress near, InetSocketAddress far) {
        OptionalLong owner = cell(near, far, USER);
        try {
            return owner.isPresent() && owner.getAsLong() == ((Number) Files.getAttribute(OURSELVES, "unix:uid")).longValue();
        } catch (IOException | UnsupportedOperationException e) {
            return false;
        }
    }

    private static OptionalLong cell(InetSocketAddress near, InetSocketAddress far, int column) {
        String nearEnd = end(near);
        String farEnd = end(far);
        for (Path table : TABLES) {
            try (var lines = Files.lines(table, StandardCharsets.ISO_8859_1)) {
                var found = lines.skip(1).map(line -> line.strip().split("\\s+"))
                        .filter(words -> words.length > NUMBER && matches(words[1], nearEnd) && matches(words[2], farEnd)
                                && !words[NUMBER].equals("0"))
                        .mapToLong(words -> Long.parseLong(words[column])).findFirst();
                if (found.isPresent()) {
                    return found;
                }
            } catch (IOException | java.io.UncheckedIOException e) {
                // No IPv6 here.
            }
        }
        return OptionalLong.empty();
    }

    /** Whether this process holds the socket. */
    static boolean holds(ProcessHandle process, long socket) {
        String name = "socket:[" + socket + "]";
        try (DirectoryStream<Path> files = Files.newDirectoryStream(Path.of("/proc/" + process.pid() + "/fd"))) {
            for (Path file : files) {
                if (links(file, name)) {
                    return true;
                }
            }
        } catch (IOException | java.nio.file.DirectoryIteratorException e) {
            // Ended meanwhile, or not ours to look into.
        }
        return false;
    }

    /** Whether the system does not let us see what this process, which runs, holds. */
    static boolean hidden(ProcessHandle process) {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(Path.of("/proc/" + process.pid() + "/fd"))) {
            for (Path file : files) {
                Files.readSymbolicLink(file);
                break;
            }
            return false;
        } catch (AccessDeniedException e) {
            return true;
        } catch (IOException | java.nio.file.DirectoryIteratorException e) {
            return false;
        }
    }

    private static boolean links(Path file, String name) {
        try {
            return Files.readSymbolicLink(file).toString().equals(name);
        } catch (IOException e) {
            return false;
        }
    }

    private static boolean matches(String cell, String end) {
        return cell.equals(end) || cell.equals(MAPPED + end);
    }

    /** As in the table: the address as the machine's own number, and the port, in capital hexadecimal. */
    private static String end(InetSocketAddress address) {
        int number = ByteBuffer.wrap(address.getAddress().getAddress()).order(ByteOrder.nativeOrder()).getInt();
        return String.format(Locale.ROOT, "%08X:%04X", number, address.getPort());
    }
}
