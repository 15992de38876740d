package dev.pindai.link;

import java.util.UUID;

import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;

/** How often a link's page may do what costs something: a browser, or a message to a phone whose owner did not ask for it. */
@Singleton
class ScanBudget {

    private final LinkConfig config;

    ScanBudget(LinkConfig config) {
        this.config = config;
    }

    /** @throws dev.pindai.shared.ProblemException 429 {@code SCAN_LINK_LIMIT} */
    @Transactional
    void takeStart(UUID link) {
        take(ScanLink.update("starts = starts + 1 where id = ?1 and starts < ?2", link, config.maxStarts()));
    }

    /** Nothing was started. */
    @Transactional
    void giveBackStart(UUID link) {
        ScanLink.update("starts = starts - 1 where id = ?1", link);
    }

    /** @throws dev.pindai.shared.ProblemException 429 {@code SCAN_LINK_LIMIT} */
    @Transactional
    void takeCode(UUID link) {
        take(ScanLink.update("codes = codes + 1 where id = ?1 and codes < ?2", link, config.maxPairingCodes()));
    }

    /** WhatsApp was not asked. */
    @Transactional
    void giveBackCode(UUID link) {
        ScanLink.update("codes = codes - 1 where id = ?1", link);
    }

    private static void take(int changed) {
        if (changed == 0) {
            throw ScanLinkProblems.exhausted();
        }
    }
}
