package dev.pindai.session;

import java.util.List;
import java.util.UUID;

import jakarta.inject.Singleton;

import dev.pindai.crypto.SealedColumn;
import dev.pindai.crypto.SecretBox;
import dev.pindai.crypto.SecretOwner;
import dev.pindai.crypto.UnreadableSecretException;

/** Encrypts the logins of proxies for the sessions' rows and decrypts them. */
@Singleton
class ProxyLogins implements SecretOwner {

    private static final String USERNAME = "username";
    private static final String PASSWORD = "password";
    private static final SealedColumn COLUMN = SealedColumn.values("session", "proxy", USERNAME, PASSWORD);

    private final SecretBox box;

    ProxyLogins(SecretBox box) {
        this.box = box;
    }

    @Override
    public List<SealedColumn> sealedColumns() {
        return List.of(COLUMN);
    }

    /** For the row of this session; null for null. */
    SessionProxy seal(UUID session, SessionProxy proxy) {
        return proxy == null ? null
                : proxy.withLogin(box.seal(COLUMN.place(session, USERNAME), proxy.username()),
                        box.seal(COLUMN.place(session, PASSWORD), proxy.password()));
    }

    /**
     * From the row of this session; null for null.
     *
     * @throws UnreadableSecretException if the login can't be read
     */
    SessionProxy open(UUID session, SessionProxy stored) {
        return stored == null ? null
                : stored.withLogin(box.open(COLUMN.place(session, USERNAME), stored.username()),
                        box.open(COLUMN.place(session, PASSWORD), stored.password()));
    }

    /** The same to be looked at: without a username that can't be read. */
    SessionProxy shown(UUID session, SessionProxy stored) {
        try {
            return open(session, stored);
        } catch (UnreadableSecretException e) {
            return stored.withLogin(null, stored.password());
        }
    }
}
