package dev.pindai.testsupport;

import java.io.IOException;
import java.net.ServerSocket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Ports that stay ours while nobody listens on them. The kernel gives outgoing connections ports from 32768 on: one of those
 * would be taken while its server is down, in the end by a client that tries to reach it.
 */
public final class Ports {

    private static final int FIRST = 15_000;
    private static final int LAST = 32_000;

    private static final Set<Integer> GIVEN = ConcurrentHashMap.newKeySet();

    private Ports() {
    }

    /** Never the same twice: whoever got it first may not listen yet. */
    public static int free() {
        while (true) {
            int port = ThreadLocalRandom.current().nextInt(FIRST, LAST);
            try (var socket = new ServerSocket(port)) {
                if (GIVEN.add(port)) {
                    return socket.getLocalPort();
                }
            } catch (IOException e) {
                // Somebody has it: another one.
            }
        }
    }
}
