package dev.pindai.testsupport;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.concurrent.TimeUnit;

import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * A certificate that nobody trusts yet, made by the JDK's own tool.
 *
 * @param server what a server speaks TLS with
 * @param pem file by which a client can trust it
 */
public record TestCertificate(SSLContext server, Path pem) {

    private static final String PASSWORD = "changeit";

    /** @param directory an existing one, for the files */
    public static TestCertificate of(String host, Path directory) throws IOException, GeneralSecurityException {
        var store = directory.resolve(host + ".p12");
        var tool = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "keytool").toString(), "-genkeypair",
                "-keystore", store.toString(), "-storetype", "PKCS12", "-storepass", PASSWORD, "-alias", "it", "-keyalg", "EC",
                "-dname", "CN=" + host, "-ext", "SAN=dns:" + host, "-validity", "2").redirectErrorStream(true)
                .redirectOutput(directory.resolve("keytool.log").toFile()).start();
        try {
            if (!tool.waitFor(30, TimeUnit.SECONDS) || tool.exitValue() != 0) {
                throw new IllegalStateException("keytool failed: " + Files.readString(directory.resolve("keytool.log")));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } finally {
            tool.destroyForcibly();
        }
        var keys = KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray());
        var managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, PASSWORD.toCharArray());
        var context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        var pem = directory.resolve(host + ".pem");
        Files.writeString(pem, "-----BEGIN CERTIFICATE-----\n"
                + Base64.getMimeEncoder(64, new byte[] { '\n' }).encodeToString(keys.getCertificate("it").getEncoded())
                + "\n-----END CERTIFICATE-----\n");
        return new TestCertificate(context, pem);
    }
}
