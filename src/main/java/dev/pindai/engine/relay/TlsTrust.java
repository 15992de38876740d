package dev.pindai.engine.relay;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Optional;

import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;

/** Whose certificates count for {@code https://} proxies: those Java trusts, and those of a file besides. */
final class TlsTrust {

    /** The file of certificates is of no use; the message says why. */
    static final class Unreadable extends RuntimeException {

        Unreadable(Exception cause) {
            super("pindai.proxy.trusted-certificates can't be read (" + cause + ")", cause);
        }
    }

    private final Optional<Path> file;
    private SslContext context;

    TlsTrust(Optional<Path> file) {
        this.file = file;
    }

    /** TLS towards a proxy whose certificate must be valid for its host name. Reads the file the first time. */
    SslHandler handler(String host, int port, Duration timeout) {
        SSLEngine engine = context().newEngine(UnpooledByteBufAllocator.DEFAULT, host, port);
        SSLParameters parameters = engine.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        engine.setSSLParameters(parameters);
        SslHandler handler = new SslHandler(engine);
        handler.setHandshakeTimeoutMillis(timeout.toMillis());
        return handler;
    }

    private synchronized SslContext context() {
        if (context == null) {
            try {
                SslContextBuilder builder = SslContextBuilder.forClient().sslProvider(SslProvider.JDK);
                if (file.isPresent()) {
                    builder.trustManager(both(file.get()));
                }
                context = builder.build();
            } catch (IOException | GeneralSecurityException e) {
                throw new Unreadable(e);
            }
        }
        return context;
    }

    private static TrustManagerFactory both(Path file) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        int number = 0;
        for (X509Certificate known : knownToJava()) {
            store.setCertificateEntry("java-" + number++, known);
        }
        try (InputStream pem = Files.newInputStream(file)) {
            for (Certificate added : CertificateFactory.getInstance("X.509").generateCertificates(pem)) {
                store.setCertificateEntry("file-" + number++, added);
            }
        }
        return factory(store);
    }

    private static X509Certificate[] knownToJava() throws GeneralSecurityException {
        for (TrustManager manager : factory(null).getTrustManagers()) {
            if (manager instanceof X509TrustManager known) {
                return known.getAcceptedIssuers();
            }
        }
        return new X509Certificate[0];
    }

    private static TrustManagerFactory factory(KeyStore store) throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return factory;
    }
}
