/*
 * The story of the page: not linked → QR → linked → syncing → main, and back.
 * The server decides, this module turns its messages into the states that libraries read.
 */
__d("SandboxApp", ["SandboxServer", "SandboxScreen", "SandboxFaults", "SandboxPasskey", "SandboxLogin",
    "WAWebConnModel", "WAWebSocketModel", "WAWebStreamModel", "WAWebCmd"], function (global, require, module, exports) {
    "use strict";

    const server = require("SandboxServer");
    const screen = require("SandboxScreen");
    const login = require("SandboxLogin");
    const { Conn } = require("WAWebConnModel");
    const { Socket } = require("WAWebSocketModel");
    const { Stream } = require("WAWebStreamModel");
    const { Cmd } = require("WAWebCmd");
    const { SOCKET_STATE } = require("WAWebSocketConstants");

    const TIMEOUT_AFTER_MS = 5000;
    const LEAVE_AFTER_MS = 300;
    const PROGRESS_STEPS = 5;

    let sync = null;
    let slow = null;

    function pause(ms) {
        return new Promise((resolve) => setTimeout(resolve, ms));
    }

    function tellState() {
        server.tell({ type: "state", socket: Socket.state, stream: Stream.mode });
    }

    async function qrText(ref) {
        const { waNoiseInfo } = require("WAWebUserPrefsInfoStore");
        const { waSignalStore } = require("WAWebSignalStoreApi");
        const { encodeB64 } = require("WABase64");
        const noise = await waNoiseInfo.get();
        const signal = await waSignalStore.getRegistrationInfo();
        return [ref, encodeB64(noise.staticKeyPair.pubKey), encodeB64(signal.identityKeyPair.pubKey),
            require("WAWebAdvSignatureApi").getADVSecretKey()].join(",");
    }

    async function newRef({ ref, ttlMs }) {
        require("SandboxPasskey").withdraw();
        const changedAt = screen.now();
        Conn.set({ refTTL: ttlMs, ref });
        Stream.mode = "QR";
        Socket.state = SOCKET_STATE.UNPAIRED;
        await screen.showQr(await qrText(ref), changedAt);
    }

    function idle() {
        Conn.set({ refTTL: undefined, ref: undefined });
        Socket.state = SOCKET_STATE.UNPAIRED_IDLE;
        screen.showReload();
    }

    async function paired({ device, syncMs }) {
        Socket.state = SOCKET_STATE.PAIRING;
        require("WAWebLinkDeviceEvents").WAWebLinkDeviceEvents.triggerPrimaryHelloReceived();
        await login.save(device);
        server.tell({ type: "linked" });
        Conn.set({ refTTL: undefined, ref: undefined });
        // The real page drops the connection of the QR and opens one as the new device.
        Socket.state = SOCKET_STATE.OPENING;
        await connected(syncMs);
    }

    /** The scan is not enough: the account's passkey has to be shown too. What comes of it is for the server to decide. */
    async function passkey(demand) {
        Conn.set({ refTTL: undefined, ref: undefined });
        Socket.state = SOCKET_STATE.PAIRING;
        screen.showNotice("Confirm that it is you", "This account is linked only with its passkey.");
        server.tell(await require("SandboxPasskey").show(demand));
    }

    async function connected(syncMs) {
        const { wid, pushName, platform } = login.get();
        clearTimeout(slow);
        Conn.set({ wid: require("WAWebWidFactory").createWid(wid), pushname: pushName, platform });
        Socket.state = SOCKET_STATE.CONNECTED;
        if (Socket.hasSynced) {
            Stream.set({ mode: "MAIN", info: "NORMAL" });
            screen.showConnection("");
            return;
        }
        Stream.set({ mode: "SYNCING", info: "SYNCING" });
        if (!Cmd.isMainLoaded) {
            Cmd.mainLoaded();
        }
        sync ??= synchronize(syncMs).finally(() => {
            sync = null;
        });
        await sync;
    }

    /** A sync without an end (no syncMs) stays at its beginning. */
    async function synchronize(syncMs) {
        const { OfflineMessageHandler } = require("WAWebOfflineHandler");
        screen.showProgress(0);
        if (syncMs === undefined) {
            return;
        }
        const records = global.SandboxWeight.keepRecords();
        for (let step = 1; step <= PROGRESS_STEPS; step++) {
            await pause(syncMs / PROGRESS_STEPS);
            const percent = Math.round(100 * step / PROGRESS_STEPS);
            OfflineMessageHandler.setOfflineDeliveryProgress(percent);
            Cmd.trigger("offline_progress_update_from_bridge");
            screen.showProgress(percent);
        }
        await records;
        if (login.get() === null) {
            return;
        }
        Stream.set({ mode: "MAIN", info: "NORMAL" });
        Socket.hasSynced = true;
        screen.showMain(login.get());
    }

    /** Socket and stream keep their states: what ends the page is the navigation. */
    async function leave(reason) {
        require("WAWebLogoutReasonUtils").getErrorCodeFromLogoutReason(reason);
        Cmd.trigger("logout", reason);
        await login.clear();
        await pause(LEAVE_AFTER_MS);
        global.location.replace("?post_logout=1&logout_reason=" + encodeURIComponent(reason));
    }

    async function refused({ reason }) {
        Socket.state = SOCKET_STATE.PAIRING;
        require("WAWebLinkDeviceEvents").WAWebLinkDeviceEvents.triggerErrorAltLinking();
        await leave(reason);
    }

    function conflict() {
        Socket.state = SOCKET_STATE.CONFLICT;
        Stream.mode = "CONFLICT";
        screen.showNotice("WhatsApp is open in another window", "This page waits until it may take over.");
    }

    function lost() {
        if (Socket.state === SOCKET_STATE.CONFLICT) {
            return;
        }
        if (login.get() === null) {
            Conn.set({ refTTL: undefined, ref: undefined });
            screen.waitForQr();
        }
        Socket.state = SOCKET_STATE.OPENING;
        Stream.info = "OPENING";
        screen.showConnection("Connection lost, trying again…");
        clearTimeout(slow);
        slow = setTimeout(() => {
            Socket.state = SOCKET_STATE.TIMEOUT;
            Stream.info = "TIMEOUT";
        }, TIMEOUT_AFTER_MS);
    }

    function welcome({ conflicted }) {
        clearTimeout(slow);
        if (!conflicted && login.get() === null) {
            Socket.state = SOCKET_STATE.OPENING;
        }
        tellState();
    }

    exports.refreshQR = () => {
        if (login.get() === null) {
            server.tell({ type: "refreshQR" });
        }
    };

    exports.logout = async () => {
        await server.ask({ type: "logout" });
        leave("user_initiated");
    };

    exports.takeover = async () => {
        await server.ask({ type: "takeover" });
        Socket.set({ state: SOCKET_STATE.CONNECTED, hasSynced: true });
        Stream.set({ mode: "MAIN", info: "NORMAL" });
        screen.showMain(login.get());
    };

    exports.start = () => {
        const registered = login.get() !== null;
        Socket.on("change:state", tellState);
        Stream.on("change:mode", tellState);
        server.on("welcome", welcome);
        server.on("lost", lost);
        server.on("ref", newRef);
        server.on("idle", idle);
        server.on("passkey", passkey);
        server.on("paired", paired);
        server.on("resumed", ({ syncMs }) => connected(syncMs));
        server.on("refused", refused);
        server.on("unlinked", ({ reason }) => leave(reason));
        server.on("conflict", conflict);
        server.on("codeExpired", () => require("WAWebLinkDeviceEvents").WAWebLinkDeviceEvents.triggerRefreshAltLinkingCode());
        server.on("fault", (fault) => require("SandboxFaults")[fault.kind](fault));
        Socket.set({ launched: true, state: SOCKET_STATE.OPENING });
        Stream.set({ mode: registered ? "SYNCING" : "QR", info: "OPENING" });
        if (registered) {
            screen.showProgress(0);
        } else {
            screen.waitForQr();
        }
        global.Debug = { VERSION: require("WAWebBuildConstants").VERSION_STR };
        server.start(() => ({ page: document.documentElement.dataset.page, token: login.get()?.token,
            origin: global.location.origin }));
    };
});
