package dev.pindai.sandbox;

import java.util.ArrayList;
import java.util.List;

/** Which simulated account has which passkey. Used on the sandbox's thread only. */
class Passkeys {

    private final DeviceStore store;
    private final List<Passkey> passkeys;

    Passkeys(DeviceStore store) {
        this.store = store;
        this.passkeys = new ArrayList<>(store.readPasskeys());
    }

    /** The account's passkey, made and on disk when this returns if it had none. */
    Passkey of(String wid) {
        return passkeys.stream().filter(passkey -> passkey.wid().equals(wid)).findFirst().orElseGet(() -> {
            var passkey = PasskeyKeys.create(wid);
            passkeys.add(passkey);
            store.writePasskeys(passkeys);
            return passkey;
        });
    }

    List<Passkey> all() {
        return List.copyOf(passkeys);
    }
}
