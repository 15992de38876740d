package dev.pindai.testsupport;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;

/** A name server on 127.0.0.1 that may say something else each time it is asked. Knows IPv4 addresses only. */
public final class TestDns implements AutoCloseable {

    private static final int HEADER = 12;
    private static final int TYPE_A = 1;
    private static final int NO_SUCH_NAME = 3;

    private final DatagramSocket socket;
    private final Map<String, IntFunction<String>> names = new ConcurrentHashMap<>();
    private final Map<String, AtomicInteger> asked = new ConcurrentHashMap<>();

    public TestDns() {
        try {
            socket = new DatagramSocket(0, InetAddress.getByName("127.0.0.1"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().name("test-dns").start(this::serve);
    }

    public int port() {
        return socket.getLocalPort();
    }

    /** @param answer the address for the n-th question, from 0 */
    public void put(String name, IntFunction<String> answer) {
        names.put(name, answer);
    }

    /** How often it was asked for this name. */
    public int asked(String name) {
        return asked.getOrDefault(name, new AtomicInteger()).get();
    }

    private void serve() {
        var buffer = new byte[512];
        while (!socket.isClosed()) {
            try {
                var packet = new DatagramPacket(buffer, buffer.length);
                socket.receive(packet);
                var answer = answer(ByteBuffer.wrap(buffer, 0, packet.getLength()));
                socket.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
            } catch (IOException e) {
                if (!socket.isClosed()) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }

    private byte[] answer(ByteBuffer question) throws IOException {
        short id = question.getShort(0);
        var name = name(question.position(HEADER));
        int type = question.getShort();
        question.getShort();
        int end = question.position();
        var known = type == TYPE_A ? names.get(name) : null;
        var out = ByteBuffer.allocate(512).putShort(id).putShort((short) (0x8180 | (known == null ? NO_SUCH_NAME : 0)))
                .putShort((short) 1).putShort((short) (known == null ? 0 : 1)).putShort((short) 0).putShort((short) 0)
                .put(question.array(), HEADER, end - HEADER);
        if (known != null) {
            int count = asked.computeIfAbsent(name, any -> new AtomicInteger()).getAndIncrement();
            // The name again (a pointer to the question), type A, class IN, no time to live, four bytes.
            out.putShort((short) (0xc000 | HEADER)).putShort((short) TYPE_A).putShort((short) 1).putInt(0).putShort((short) 4)
                    .put(InetAddress.getByName(known.apply(count)).getAddress());
        }
        var bytes = new byte[out.position()];
        out.get(0, bytes);
        return bytes;
    }

    private static String name(ByteBuffer at) {
        var name = new StringBuilder();
        for (int length = at.get(); length > 0; length = at.get()) {
            var label = new byte[length];
            at.get(label);
            name.append(name.isEmpty() ? "" : ".").append(new String(label, StandardCharsets.US_ASCII));
        }
        return name.toString();
    }

    @Override
    public void close() {
        socket.close();
    }
}
