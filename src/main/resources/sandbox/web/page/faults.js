/* Faults that only the page itself can commit. The others are committed by the server. */
__d("SandboxFaults", ["SandboxScreen", "WAWebConnModel", "WAWebSocketModel", "WAWebStreamModel"], function (global, require,
    module, exports) {
    "use strict";

    /** Keeps the main thread busy, so that nothing else of this page runs: for the given time, or forever. */
    exports.HANG = ({ forMs }) => {
        const end = forMs === undefined ? Infinity : performance.now() + forMs;
        while (performance.now() < end) {
            // busy on purpose
        }
    };

    /**
     * Ends the renderer: V8 makes the array of a split in one piece and gives the process up when it is longer than an
     * array can be. Takes a quarter of a second and 256 MB; running out of memory for real takes minutes.
     */
    exports.CRASH = () => {
        "x".repeat(2 ** 28).split("");
    };

    const hoard = [];

    /** Takes memory and keeps it: written to, since memory that nobody wrote to is not there. */
    exports.MEMORY = ({ megabytes }) => {
        for (let i = 0; i < megabytes; i++) {
            hoard.push(new Uint8Array(2 ** 20).fill(1 + i % 255));
        }
    };
    /** Takes memory that is never given back. On a machine with much of it, the browser's limit decides how long it takes. */
    exports.OUT_OF_MEMORY = () => {
        for (const held = []; ;) {
            held.push(new Array(2 ** 20).fill(held.length));
        }
    };

    /** WhatsApp serves this page no more: the word for it is the state of socket and stream. */
    function block(word, title, text) {
        require("WAWebConnModel").Conn.set({ refTTL: undefined, ref: undefined });
        require("WAWebSocketModel").Socket.state = word;
        require("WAWebStreamModel").Stream.mode = word;
        require("SandboxScreen").showNotice(title, text);
    }

    exports.BAN = () => block("TOS_BLOCK", "This account is not allowed to use WhatsApp",
        "It was blocked for breaking the terms of service.");
    exports.PROXY_BLOCK = () => block("PROXYBLOCK", "WhatsApp can't be used from here", "Try another network.");
    exports.OLD_VERSION = () => block("DEPRECATED_VERSION", "Update WhatsApp", "This version does not work any more.");
});
