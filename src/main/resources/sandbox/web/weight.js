/*
 * What makes a real WhatsApp Web heavy, in the amounts that the sandbox's settings ask for (none by default): live
 * objects from the start, as the modules and models of the real page; rows of chats and records in the database once
 * linked. For measurements: none of it means anything.
 */
(function (global) {
    "use strict";

    const ITEMS = 1000;
    /** What one item takes in V8 with compressed pointers, measured; see weight.test.js of the contract tests. */
    const ITEM_BYTES = 352;
    const wanted = (name) => Number(document.documentElement.dataset[name]);
    const held = [];

    function text(length) {
        const alphabet = "abcdefghijklmnopqrstuvwxyz ";
        return Array.from(crypto.getRandomValues(new Uint8Array(length)), (byte) => alphabet[byte % alphabet.length]).join("");
    }

    function item(number) {
        return { id: "false_" + (628100000000 + number) + "@c.us_" + text(20), body: text(60), from: text(24), t: number,
            ack: number % 4, starred: number % 7 === 0, media: { type: "chat " + text(12), size: number, key: text(32) },
            labels: [number, number + 1, number + 2] };
    }

    /** Parsed, not made by hand: each has texts of its own that lie in one piece, like what comes from a server. */
    function holdHeap(bytes) {
        if (bytes === 0) {
            return;
        }
        const source = JSON.stringify(Array.from({ length: ITEMS }, (_, number) => item(number)));
        for (let taken = 0; taken < bytes; taken += ITEMS * ITEM_BYTES) {
            held.push(JSON.parse(source));
        }
    }

    function element(name, className, content, ...children) {
        const made = document.createElement(name);
        made.className = className;
        made.append(content, ...children);
        return made;
    }

    function row(number) {
        return element("li", "chat", "", element("span", "face", String.fromCodePoint(65 + number % 26)),
            element("span", "name", "Chat " + number), element("span", "last", "The last message of this chat, number " + number),
            element("time", "when", String(number % 24).padStart(2, "0") + ":" + String(number % 60).padStart(2, "0")));
    }

    /** The chats of the linked page. */
    function rows() {
        return element("ul", "rows", "", ...Array.from({ length: wanted("rows") }, (_, number) => row(number)));
    }

    /** Writes the records that are not there yet. */
    function keepRecords() {
        return global.SandboxStorage.fill(wanted("records"), (number) => ({ id: number, body: text(1000) }));
    }

    global.SandboxWeight = { rows, keepRecords, held };
    holdHeap(wanted("heap"));
})(window);
