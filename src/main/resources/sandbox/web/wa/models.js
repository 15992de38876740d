/* The state of the page as libraries read it: connection, socket, stream, commands, network. */
__d("WAWebConnModel", ["WAWebBaseModel"], function (global, require, module, exports) {
    "use strict";

    const Model = require("WAWebBaseModel");

    class ConnImpl extends Model {
        constructor() {
            // refTTL is in milliseconds, counted from the moment ref changed.
            super({ id: "conn", ref: undefined, refTTL: undefined, wid: undefined, connected: undefined,
                platform: undefined, pushname: undefined, phone: undefined, battery: undefined, plugged: undefined,
                is24h: true, lg: "en", lc: "US" });
        }

        canSetMyPushname() {
            return true;
        }
    }
    exports.ConnImpl = ConnImpl;
    exports.Conn = new ConnImpl();
});

__d("WAWebSocketModel", ["WAWebBaseModel", "WAWebSocketConstants"], function (global, require, module, exports) {
    "use strict";

    const Model = require("WAWebBaseModel");
    const { SOCKET_STATE, SOCKET_STREAM } = require("WAWebSocketConstants");

    class Socket extends Model {
        constructor() {
            super({ state: SOCKET_STATE.UNLAUNCHED, stream: SOCKET_STREAM.DISCONNECTED, hasSynced: false,
                launched: false });
        }

        /** Unlinks this device; settles when the server knows it, not before. */
        logout() {
            return require("SandboxApp").logout();
        }

        takeover() {
            return require("SandboxApp").takeover();
        }

        reconnect() {
            return require("SandboxServer").reconnect();
        }

        poke() {
            return require("SandboxServer").reconnect();
        }
    }
    exports.Socket = new Socket();
});

__d("WAWebStreamModel", ["WAWebBaseModel"], function (global, require, module, exports) {
    "use strict";

    const Model = require("WAWebBaseModel");

    class Stream extends Model {
        constructor() {
            super({ mode: undefined, info: undefined, available: true, needsUpdate: false });
        }

        markAvailable() {
            this.available = true;
        }

        markUnavailable() {
            this.available = false;
        }
    }
    exports.Stream = new Stream();
});

__d("WAWebCmd", ["WAWebBaseEvents"], function (global, require, module, exports) {
    "use strict";

    const Events = require("WAWebBaseEvents");

    class CmdImpl extends Events {
        isMainLoaded = false;

        mainLoaded() {
            this.isMainLoaded = true;
            this.trigger("main_loaded");
        }

        refreshQR() {
            require("SandboxApp").refreshQR();
        }
    }
    exports.CmdImpl = CmdImpl;
    exports.Cmd = new CmdImpl();
});

__d("WAWebLaunchSocketUtils", ["WAWebCmd"], function (global, require, module, exports) {
    "use strict";

    exports.refreshQR = () => require("WAWebCmd").Cmd.refreshQR();
});

__d("WAWebNetworkStatus", ["WAWebBaseModel"], function (global, require, module, exports) {
    "use strict";

    const Model = require("WAWebBaseModel");

    class NetworkStatus extends Model {
        constructor() {
            super({ online: navigator.onLine });
            global.addEventListener("online", () => this.checkOnline());
            global.addEventListener("offline", () => this.checkOnline());
        }

        checkOnline() {
            this.online = navigator.onLine;
            return this.online;
        }
    }
    exports.default = new NetworkStatus();
});

__d("WAWebBackendEventBus", ["WAWebBaseEvents"], function (global, require, module, exports) {
    "use strict";

    const Events = require("WAWebBaseEvents");

    exports.BackendEvent = Object.freeze({ OPEN_SOCKET_STREAM: "open_socket_stream" });
    exports.BackendEventBus = new Events();
});

__d("WAWebOfflineHandler", [], function (global, require, module, exports) {
    "use strict";

    let percent = 0;

    exports.OfflineMessageHandler = {
        getOfflineDeliveryProgress: () => percent,
        setOfflineDeliveryProgress: (next) => {
            percent = next;
        },
    };
});
