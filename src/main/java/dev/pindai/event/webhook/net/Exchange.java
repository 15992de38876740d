package dev.pindai.event.webhook.net;

import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;

import dev.pindai.event.webhook.net.HookResult.Trouble;

import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;

/** One request under way: looked up, checked, connected, sent, answered. All of it happens on one event loop. */
final class Exchange {

    /** What is kept of an answer. */
    static final int BODY_BYTES = 4096;
    private static final int ADDRESSES = 3;

    private final HookClient client;
    private final HookRequest request;
    private final long started = System.nanoTime();
    private final Context context;
    private final CompletableFuture<HookResult> result = new CompletableFuture<>();
    private final Buffer body = Buffer.buffer();
    private long deadline;
    private HttpClientRequest sent;
    private HttpClientResponse answer;

    Exchange(HookClient client, HookRequest request) {
        this.client = client;
        this.request = request;
        this.context = client.vertx().getOrCreateContext();
    }

    CompletableFuture<HookResult> begin() {
        context.runOnContext(now -> {
            deadline = client.vertx().setTimer(Math.max(1, request.timeout().toMillis()), late -> timedOut());
            guarded(this::lookUp);
        });
        return result;
    }

    private void lookUp() {
        client.lookup(request.host()).whenComplete((addresses, failure) -> context.runOnContext(found -> {
            if (failure == null) {
                guarded(() -> connect(addresses));
            } else {
                silence(Trouble.NAME_NOT_FOUND, "The host " + request.host() + " is not known");
            }
        }));
    }

    /** A request that can't be made, such as one without a host, must not keep anybody waiting. */
    private void guarded(Runnable step) {
        try {
            step.run();
        } catch (RuntimeException e) {
            client.vertx().cancelTimer(deadline);
            result.completeExceptionally(e);
        }
    }

    private void connect(List<InetAddress> addresses) {
        var permitted = addresses.stream().filter(address -> client.guard().refusal(request.host(), address).isEmpty()).limit(
                ADDRESSES).toList();
        if (permitted.isEmpty()) {
            silence(Trouble.ADDRESS_REFUSED, addresses.stream()
                    .flatMap(address -> client.guard().refusal(request.host(), address).stream()).findFirst()
                    .orElse("The host " + request.host() + " has no address"));
        } else {
            connect(permitted, 0);
        }
    }

    /** The name goes along for the header Host and for TLS; the connection is made to the address and nothing else. */
    private void connect(List<InetAddress> addresses, int which) {
        if (result.isDone()) {
            return;
        }
        var options = new RequestOptions().setMethod(HttpMethod.POST).setHost(request.writtenHost()).setPort(request.port())
                .setSsl(request.tls()).setURI(request.target()).setFollowRedirects(false)
                .setServer(SocketAddress.inetSocketAddress(request.port(), addresses.get(which).getHostAddress()))
                .setConnectTimeout(client.settings().connectTimeout().toMillis())
                .setIdleTimeout(client.settings().readTimeout().toMillis());
        request.headers().forEach(options::putHeader);
        client.http().request(options).onComplete(connected -> {
            if (connected.succeeded()) {
                send(connected.result());
            } else if (which + 1 < addresses.size()) {
                connect(addresses, which + 1);
            } else {
                failed(connected.cause(), true);
            }
        });
    }

    private void send(HttpClientRequest open) {
        sent = open;
        if (result.isDone()) {
            open.reset();
            return;
        }
        open.exceptionHandler(failure -> failed(failure, false));
        open.send(Buffer.buffer(request.body())).onComplete(answered -> {
            if (answered.succeeded()) {
                read(answered.result());
            } else {
                failed(answered.cause(), false);
            }
        });
    }

    private void read(HttpClientResponse response) {
        answer = response;
        response.exceptionHandler(failure -> answered());
        response.handler(part -> {
            body.appendBuffer(part, 0, Math.min(part.length(), BODY_BYTES - body.length()));
            if (body.length() >= BODY_BYTES) {
                // Nobody reads the rest.
                answered();
                sent.reset();
            }
        });
        response.endHandler(end -> answered());
    }

    /** The status decides: a body that does not end changes nothing of it. */
    private void answered() {
        var headers = new HashMap<String, String>();
        answer.headers().forEach(header -> headers.putIfAbsent(header.getKey().toLowerCase(Locale.ROOT), header.getValue()));
        end(new HookResult.Answer(answer.statusCode(), headers, new String(body.getBytes(), StandardCharsets.UTF_8),
                latency()));
    }

    private void failed(Throwable failure, boolean connecting) {
        var trouble = Troubles.of(failure, connecting);
        silence(trouble, Troubles.sentence(trouble, failure, request));
    }

    private void timedOut() {
        if (answer == null) {
            silence(Trouble.TIMEOUT, "There was no answer within " + request.timeout().toSeconds() + " s");
        } else {
            answered();
        }
        if (sent != null) {
            sent.reset();
        }
    }

    private void silence(Trouble trouble, String detail) {
        end(new HookResult.Silence(trouble, detail, latency()));
    }

    private void end(HookResult what) {
        client.vertx().cancelTimer(deadline);
        result.complete(what);
    }

    private Duration latency() {
        return Duration.ofNanos(System.nanoTime() - started);
    }
}
