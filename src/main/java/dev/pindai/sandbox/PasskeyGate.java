package dev.pindai.sandbox;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Where pages wait that must show a passkey between scan and link. Used on the sandbox's thread only. */
class PasskeyGate {

    /** What a page waits with: what it must show, and who scanned it. */
    record Waiting(PasskeyRequest request, Phones.Owner owner) {
    }

    private static final long TIMEOUT_MS = 120_000;
    private static final int CHALLENGE_BYTES = 32;

    private final Passkeys passkeys;
    private final Map<String, Waiting> waiting = new HashMap<>();

    PasskeyGate(Passkeys passkeys) {
        this.passkeys = passkeys;
    }

    Passkeys passkeys() {
        return passkeys;
    }

    void ask(SimulatedPage page, Phones.Owner owner, Fault fault) {
        page.qr().stop();
        var challenge = PasskeyKeys.text(PasskeyKeys.random(CHALLENGE_BYTES));
        waiting.put(page.id(), new Waiting(new PasskeyRequest(owner.wid(), challenge, page.origin()), owner));
        page.send(new ToPage.Passkey(challenge, passkeys.of(owner.wid()).id(), fault.delayMs(TIMEOUT_MS), fault.afterMs()));
    }

    /** Ends the page's wait; empty if it did not wait. */
    Optional<Waiting> leave(SimulatedPage page) {
        return Optional.ofNullable(waiting.remove(page.id()));
    }
}
