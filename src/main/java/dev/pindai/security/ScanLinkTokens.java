package dev.pindai.security;

import java.util.Optional;

/** Knows the tokens of scan links. Implemented where the links are, so that this package needs to know nothing of them. */
public interface ScanLinkTokens {

    /** Who holds the link of this token; empty for one that opens nothing, or nothing any more. Blocks. */
    Optional<Caller> holder(String token);
}
