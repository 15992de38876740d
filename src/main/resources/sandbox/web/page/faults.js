/* Faults that only the page itself can commit. The others are committed by the server. */
__d("SandboxFaults", [], function (global, require, module, exports) {
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
});
