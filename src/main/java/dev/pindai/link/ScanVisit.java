package dev.pindai.link;

import java.util.UUID;

import dev.pindai.security.Caller;
import dev.pindai.shared.ProblemException;
import dev.pindai.tenant.Realm;

import io.quarkus.security.identity.SecurityIdentity;

/** Somebody with a scan link, and the one session it is for, which is all of their realm. */
record ScanVisit(UUID link, UUID session, Realm realm) {

    /** @throws ProblemException 403 {@code SCAN_LINK_REQUIRED} for whoever came by another way, be it with a key */
    static ScanVisit of(SecurityIdentity identity) {
        return Caller.of(identity).filter(caller -> caller.kind() == Caller.Kind.SCAN_LINK)
                .map(caller -> new ScanVisit(UUID.fromString(caller.id()), caller.sessions().iterator().next(), caller.realm()))
                .orElseThrow(ScanLinkProblems::noLink);
    }
}
