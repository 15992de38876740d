package dev.pindai.http;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** What stands between Pindai and its clients. Quarkus' own settings of a proxy are derived from these. */
@ConfigMapping(prefix = "pindai.http")
public interface HttpConfig {

    /**
     * The proxies whose word counts for who asks, by which scheme and for which host: addresses, or ranges such as
     * {@code 10.0.0.0/8}. From everybody else such headers are ignored. None by default.
     */
    Optional<List<String>> trustedProxies();

    /**
     * Whether trusted proxies say it in the header {@code Forwarded} (RFC 7239); else in {@code X-Forwarded-For},
     * {@code -Proto}
     * and {@code -Host}. Only the one kind counts: a proxy passes on the other as the client sent it.
     */
    @WithDefault("false")
    boolean forwardedHeader();

    /** For how long browsers that came by TLS are told to come by nothing else; 0 tells them nothing. */
    @WithDefault("365d")
    Duration hsts();
}
