package dev.pindai.sandbox;

import java.time.Duration;

import io.quarkus.runtime.configuration.MemorySize;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;

/** Whether the simulated WhatsApp Web is there, how fast it goes and how heavy its page is. */
@ConfigMapping(prefix = "pindai.sandbox")
public interface SandboxConfig {

    /** Serve the simulated WhatsApp Web and its phone. Off: each path below {@code /sandbox} answers 404. */
    @WithDefault("false")
    boolean enabled();

    /** How long the first QR of a page can be scanned. */
    @WithDefault("60S")
    Duration firstQrTtl();

    /** How long each further QR can be scanned. */
    @WithDefault("20S")
    Duration nextQrTtl();

    /** How many QR codes a page shows before it waits for a click on its reload button. */
    @WithDefault("6")
    int maxRefs();

    /** How long a page loads chats after it was linked. */
    @WithDefault("1S")
    Duration syncDuration();

    /** How long a page that is linked already loads when it is opened again. */
    @WithDefault("0.3S")
    Duration resumeDuration();

    /** How long a pairing code can be typed into the phone. */
    @WithDefault("3M")
    Duration pairingCodeTtl();

    /** Memory that a page's scripts hold once it is loaded, in small objects and texts. */
    @WithName("page.heap")
    @WithDefault("0")
    MemorySize pageHeap();

    /** Rows of chats that a page shows while it is linked. */
    @WithName("page.rows")
    @WithDefault("0")
    int pageRows();

    /** Records of 1 KB each that a page writes to its database when it is linked. */
    @WithName("page.records")
    @WithDefault("0")
    int pageRecords();
}
