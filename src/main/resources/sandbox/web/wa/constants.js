/* Names of states and the version of the page. */
__d("WAWebSocketConstants", [], function (global, require, module, exports) {
    "use strict";

    const same = (...names) => Object.freeze(Object.fromEntries(names.map((name) => [name, name])));

    exports.SOCKET_STATE = same("OPENING", "PAIRING", "UNPAIRED", "UNPAIRED_IDLE", "CONNECTED", "TIMEOUT", "CONFLICT",
        "UNLAUNCHED", "PROXYBLOCK", "TOS_BLOCK", "SMB_TOS_BLOCK", "DEPRECATED_VERSION");
    exports.SOCKET_STREAM = same("DISCONNECTED", "SYNCING", "RESUMING", "CONNECTED");
    exports.WATCHED_SOCKET_STATE = same("CONNECTED", "OPENING", "PAIRING", "TIMEOUT", "CONFLICT");
});

__d("WAWebStreamConstants", [], function (global, require, module, exports) {
    "use strict";

    exports.StreamMode = Object.freeze({ QR: "QR", MAIN: "MAIN", SYNCING: "SYNCING", OFFLINE: "OFFLINE",
        CONFLICT: "CONFLICT", PROXYBLOCK: "PROXYBLOCK", TOS_BLOCK: "TOS_BLOCK", SMB_TOS_BLOCK: "SMB_TOS_BLOCK",
        DEPRECATED_VERSION: "DEPRECATED_VERSION" });
    exports.StreamInfo = Object.freeze({ OFFLINE: "OFFLINE", OPENING: "OPENING", PAIRING: "PAIRING", SYNCING: "SYNCING",
        TIMEOUT: "TIMEOUT", NORMAL: "NORMAL" });
});

__d("WAWebBuildConstants", [], function (global, require, module, exports) {
    "use strict";

    exports.VERSION_PRIMARY = "2";
    exports.VERSION_SECONDARY = "3000";
    exports.VERSION_TERTIARY = "1040000000";
    exports.VERSION_STR = "2.3000.1040000000";
    exports.SANITIZED_VERSION_STR = "2.3000.1040000000";
});

__d("WATimeUtils", [], function (global, require, module, exports) {
    "use strict";

    exports.unixTime = () => Math.floor(Date.now() / 1000);
    exports.unixTimeMs = () => Date.now();
});

__d("WABase64", [], function (global, require, module, exports) {
    "use strict";

    exports.encodeB64 = (bytes) => btoa(String.fromCharCode(...new Uint8Array(bytes)));
    exports.decodeB64 = (text) => Uint8Array.from(atob(text), (character) => character.charCodeAt(0)).buffer;
});
