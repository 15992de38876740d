package dev.pindai.engine.relay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** HTTP as it goes over the wire, for what no client library would say. */
final class RawHttp {

    private RawHttp() {
    }

    static String head(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (!head.toString().endsWith("\r\n\r\n")) {
            int next = in.read();
            assertThat(next).as("after %s", head).isNotNegative();
            head.append((char) next);
        }
        return head.toString();
    }

    static String get(Socket socket, String path) throws IOException {
        return send(socket, "GET " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
    }

    static String send(Socket socket, String text) throws IOException {
        socket.setSoTimeout(20_000);
        OutputStream out = socket.getOutputStream();
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
        return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    static String readOrReset(Socket socket, String text) {
        try {
            return send(socket, text);
        } catch (java.net.SocketException e) {
            return "";
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** What a proxy on this port answers to CONNECT. */
    static String connect(int proxy, String host, int port) throws IOException {
        try (Socket socket = new Socket(InetAddress.getByName("127.0.0.1"), proxy)) {
            return send(socket, "CONNECT " + host + ":" + port + " HTTP/1.1\r\nHost: " + host + "\r\n\r\n");
        }
    }

    /** A socket whose other end is the target. */
    static Socket tunnel(int proxy, String host, int port) throws IOException {
        Socket socket = new Socket(InetAddress.getByName("127.0.0.1"), proxy);
        socket.setSoTimeout(10_000);
        socket.getOutputStream()
                .write(("CONNECT " + host + ":" + port + " HTTP/1.1\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
        assertThat(head(socket.getInputStream())).startsWith("HTTP/1.1 200");
        return socket;
    }

    /** What a proxy answers to a plain request for another host. */
    static String plain(int proxy, String at, String method, String path, int body) throws IOException {
        try (Socket socket = new Socket(InetAddress.getByName("127.0.0.1"), proxy)) {
            return send(socket, method + " http://" + at + path + " HTTP/1.1\r\nHost: " + at
                    + "\r\nProxy-Connection: keep-alive\r\nContent-Length: " + body + "\r\n\r\n" + "x".repeat(body));
        }
    }
}
