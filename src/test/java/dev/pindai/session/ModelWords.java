package dev.pindai.session;

import java.time.Duration;
import java.util.List;
import java.util.UUID;

import dev.pindai.engine.PageFailure;
import dev.pindai.engine.PageSignal;

/** Every word of a page, whether it fits or not. */
final class ModelWords {

    private static final List<String> SOCKETS = List.of("CONNECTED", "TIMEOUT", "OPENING", "UNPAIRED", "CONFLICT",
            "PROXYBLOCK", "DEPRECATED_VERSION", "TOS_BLOCK");

    private ModelWords() {
    }

    static PageSignal any(UUID id, long epoch, int choice) {
        var failures = PageFailure.values();
        int variant = choice / 13;
        return switch (choice % 13) {
            case 0 -> new PageSignal.Loading(id, epoch, 50);
            case 1 -> new PageSignal.Unlinked(id, epoch);
            case 2 -> new PageSignal.QrShown(id, epoch, "2@stray", Duration.ofSeconds(20));
            case 3 -> new PageSignal.QrCleared(id, epoch);
            case 4 -> new PageSignal.Idle(id, epoch);
            case 5 -> new PageSignal.Authenticated(id, epoch);
            case 6 -> new PageSignal.Ready(id, epoch, ModelPage.WID, null);
            case 7 -> new PageSignal.LoggedOut(id, epoch, null);
            case 8 -> new PageSignal.StateChanged(id, epoch, SOCKETS.get(variant % SOCKETS.size()),
                    variant % 3 == 0 ? null : "MAIN");
            case 9 -> new PageSignal.Silent(id, epoch, Duration.ofSeconds(10));
            case 10 -> new PageSignal.PasskeyRequested(id, epoch, "{}");
            case 11 -> new PageSignal.PasskeyWithdrawn(id, epoch, variant % 2 == 0);
            default -> new PageSignal.Failed(id, epoch, failures[variant % failures.length], "detail");
        };
    }
}
