/*
 * The page's one connection to the sandbox: JSON messages over a WebSocket, tried again for as long as the
 * page lives. Messages are told by their type; a question carries an id and waits for the answer with the same id.
 */
__d("SandboxServer", ["WAWebBaseEvents"], function (global, require, module, exports) {
    "use strict";

    const Events = require("WAWebBaseEvents");
    const FIRST_RETRY_MS = 200;
    const LAST_RETRY_MS = 2000;
    const ANSWER_MS = 30000;

    const events = new Events();
    const questions = new Map();
    const waiting = new Set();
    let hello = () => ({});
    let socket = null;
    let welcomed = false;
    let retryMs = FIRST_RETRY_MS;
    let lastId = 0;
    let retry = null;

    function connect() {
        const address = new URL("socket", document.baseURI);
        address.protocol = address.protocol === "https:" ? "wss:" : "ws:";
        socket = new WebSocket(address);
        socket.onopen = () => socket.send(JSON.stringify({ type: "hello", ...hello() }));
        socket.onmessage = (message) => receive(JSON.parse(message.data));
        socket.onclose = lost;
    }

    function lost() {
        const wasWelcomed = welcomed;
        welcomed = false;
        retry = setTimeout(connect, retryMs);
        retryMs = Math.min(retryMs * 2, LAST_RETRY_MS);
        if (wasWelcomed) {
            events.trigger("lost");
        }
    }

    function receive(message) {
        if (message.type === "welcome") {
            welcomed = true;
            retryMs = FIRST_RETRY_MS;
            waiting.forEach((text) => socket.send(text));
            waiting.clear();
        }
        if (message.type === "answer") {
            questions.get(message.id)?.(message);
            return;
        }
        events.trigger(message.type, message);
    }

    exports.start = (describe) => {
        hello = describe;
        connect();
    };

    exports.on = (type, handler) => events.on(type, handler);

    /** Says something that only matters now: dropped when there is no connection. */
    exports.tell = (message) => {
        if (welcomed) {
            socket.send(JSON.stringify(message));
        }
    };

    /** Asks, waiting for a connection if there is none; fails with the server's sentence, or when it stays silent. */
    exports.ask = (message) => new Promise((resolve, reject) => {
        const id = ++lastId;
        const text = JSON.stringify({ ...message, id });
        const timer = setTimeout(() => finish({ error: "no answer from the server" }), ANSWER_MS);
        function finish(answer) {
            clearTimeout(timer);
            // A question that nobody waits for any more must not be asked by the next connection.
            waiting.delete(text);
            questions.delete(id);
            if (answer.error) {
                reject(new Error(answer.error));
            } else {
                resolve(answer);
            }
        }
        questions.set(id, finish);
        if (welcomed) {
            socket.send(text);
        } else {
            waiting.add(text);
        }
    });

    exports.reconnect = () => {
        if (retry !== null && socket.readyState === WebSocket.CLOSED) {
            clearTimeout(retry);
            connect();
        }
    };
});
