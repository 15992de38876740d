package dev.pindai.link;

import java.util.UUID;

import dev.pindai.security.Caller;
import dev.pindai.shared.ProblemException;

import io.quarkus.security.identity.SecurityIdentity;

/** Somebody with a scan link, and the one session it is for. */
record ScanVisit(UUID link, UUID session) {

    /** @throws ProblemException 403 {@code SCAN_LINK_REQUIRED} for whoever came by another way, be it with a key */
    static ScanVisit of(SecurityIdentity identity) {
        return Caller.of(identity).filter(caller -> caller.kind() == Caller.Kind.SCAN_LINK)
                .map(caller -> new ScanVisit(UUID.fromString(caller.id()), caller.sessions().iterator().next()))
                .orElseThrow(ScanLinkProblems::noLink);
    }
}
