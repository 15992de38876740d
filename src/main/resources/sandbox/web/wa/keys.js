/* The keys that stand in a QR code beside its ref, and the secret that signs this device. */
__d("WAWebUserPrefsInfoStore", [], function (global, require, module, exports) {
    "use strict";

    exports.waNoiseInfo = {
        async get() {
            const pubKey = global.SandboxStorage.toBytes(global.SandboxStorage.noise().pubKey);
            return { staticKeyPair: { pubKey } };
        },
    };
});

__d("WAWebSignalStoreApi", [], function (global, require, module, exports) {
    "use strict";

    exports.waSignalStore = {
        async getRegistrationInfo() {
            const pubKey = global.SandboxStorage.toBytes(global.SandboxStorage.noise().identityKey);
            return { registrationId: 1, identityKeyPair: { pubKey } };
        },
    };
});

__d("WAWebAdvSignatureApi", [], function (global, require, module, exports) {
    "use strict";

    exports.getADVSecretKey = () => global.SandboxStorage.noise().advSecret;
    exports.setADVSignedIdentity = async () => undefined;
});

__d("WAWebCompanionRegClientUtils", [], function (global, require, module, exports) {
    "use strict";

    exports.DEVICE_PLATFORM = "1";
});

__d("WAWebMiscBrowserUtils", [], function (global, require, module, exports) {
    "use strict";

    exports.info = () => ({ name: "Chrome", os: "Linux", version: "0" });
    exports.hardRefresh = () => global.location.reload();
});
