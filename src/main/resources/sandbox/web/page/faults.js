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

    /** Asks the engine for an array longer than it can hold, which it answers by ending the process. */
    exports.CRASH = () => {
        "x".repeat(2 ** 27).split("");
    };
});
