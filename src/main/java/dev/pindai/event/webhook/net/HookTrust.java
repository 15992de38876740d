package dev.pindai.event.webhook.net;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;

import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

import io.vertx.core.net.TrustOptions;

/** Whose certificates count: those Java trusts, and those of a file besides. */
final class HookTrust {

    private HookTrust() {
    }

    /** @throws IllegalArgumentException if the file can't be read */
    static TrustOptions besides(Path file) {
        try (var pem = Files.newInputStream(file)) {
            var store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            int number = 0;
            for (var manager : factory(null).getTrustManagers()) {
                if (manager instanceof X509TrustManager known) {
                    for (var issuer : known.getAcceptedIssuers()) {
                        store.setCertificateEntry("java-" + number++, issuer);
                    }
                }
            }
            for (var added : CertificateFactory.getInstance("X.509").generateCertificates(pem)) {
                store.setCertificateEntry("file-" + number++, added);
            }
            return TrustOptions.wrap(factory(store));
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalArgumentException("pindai.webhook.trusted-certificates can't be read (" + e + ")", e);
        }
    }

    private static TrustManagerFactory factory(KeyStore store) throws GeneralSecurityException {
        var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return factory;
    }
}
