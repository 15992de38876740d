/*
 * The login on disk, kept the way the real page keeps it: encrypted in IndexedDB under a key that is
 * derived from a non-extractable CryptoKey, with a second half (WANoiseInfo) in localStorage. Neither
 * half works alone, and neither can be carried away by copying cookies and localStorage.
 */
(function (global) {
    "use strict";

    const KEYS = "wawc_db_enc";
    const SIGNAL = "signal-storage";
    const MODELS = "model-storage";
    const NOISE = "WANoiseInfo";
    const encoder = new TextEncoder();

    function settled(request) {
        return new Promise((resolve, reject) => {
            request.onsuccess = () => resolve(request.result);
            request.onerror = () => reject(request.error);
        });
    }

    function database(name) {
        const request = indexedDB.open(name, 1);
        request.onupgradeneeded = () => request.result.createObjectStore("rows");
        return settled(request);
    }

    async function withRows(name, mode, work, durability = "strict") {
        const opened = await database(name);
        try {
            const transaction = opened.transaction("rows", mode, { durability });
            const done = new Promise((resolve, reject) => {
                transaction.oncomplete = resolve;
                transaction.onabort = () => reject(transaction.error);
            });
            const result = await settled(work(transaction.objectStore("rows")));
            await done;
            return result;
        } finally {
            opened.close();
        }
    }

    const read = (name, key) => withRows(name, "readonly", (rows) => rows.get(key));
    const write = (name, key, value) => withRows(name, "readwrite", (rows) => rows.put(value, key));
    const erase = (name) => withRows(name, "readwrite", (rows) => rows.clear());

    const random = (length) => crypto.getRandomValues(new Uint8Array(length));
    const toText = (bytes) => btoa(String.fromCharCode(...bytes));
    const toBytes = (text) => Uint8Array.from(atob(text), (character) => character.charCodeAt(0));

    async function masterKey() {
        const stored = await read(KEYS, "master");
        if (stored) {
            return stored;
        }
        const fresh = await crypto.subtle.importKey("raw", random(32), "HKDF", false, ["deriveKey"]);
        await write(KEYS, "master", fresh);
        return fresh;
    }

    async function cipherKey(salt) {
        const details = { name: "HKDF", hash: "SHA-256", salt, info: encoder.encode("login") };
        return crypto.subtle.deriveKey(details, await masterKey(), { name: "AES-GCM", length: 256 }, false,
            ["encrypt", "decrypt"]);
    }

    function noise() {
        const text = localStorage.getItem(NOISE);
        return text === null ? null : JSON.parse(text);
    }

    /** Makes the device's public keys once; they stay the same until the login is erased. */
    async function openNoise() {
        // localStorage reaches the disk seconds late: a copy beside the login makes a killed browser harmless.
        const kept = noise() ?? await read(SIGNAL, "noise");
        const info = kept ?? { pubKey: toText(random(32)), identityKey: toText(random(32)),
            advSecret: toText(random(32)), salt: toText(random(16)) };
        if (!kept) {
            await write(SIGNAL, "noise", info);
        }
        localStorage.setItem(NOISE, JSON.stringify(info));
        return info;
    }

    async function open() {
        const info = await openNoise();
        const sealed = await read(SIGNAL, "login");
        if (!sealed) {
            return null;
        }
        try {
            const key = await cipherKey(toBytes(info.salt));
            const plain = await crypto.subtle.decrypt({ name: "AES-GCM", iv: sealed.iv }, key, sealed.data);
            return JSON.parse(new TextDecoder().decode(plain));
        } catch (error) {
            console.warn("stored login can't be opened, starting without it", error);
            await clear();
            await openNoise();
            return null;
        }
    }

    async function save(login) {
        const iv = random(12);
        const key = await cipherKey(toBytes(noise().salt));
        const data = await crypto.subtle.encrypt({ name: "AES-GCM", iv }, key, encoder.encode(JSON.stringify(login)));
        await write(SIGNAL, "login", { iv, data });
        localStorage.setItem("last-wid-md", JSON.stringify(login.wid));
    }

    /** What the real page keeps of chats. Adds records until there are that many, all in one transaction. */
    async function fill(count, make) {
        if (count === 0) {
            return;
        }
        const there = await withRows(MODELS, "readonly", (rows) => rows.count());
        await withRows(MODELS, "readwrite", (rows) => {
            for (let number = there; number < count; number++) {
                rows.put(make(number), number);
            }
            return rows.count();
        }, "relaxed");
    }

    async function clear() {
        await erase(SIGNAL);
        await erase(KEYS);
        await settled(indexedDB.deleteDatabase(MODELS));
        localStorage.clear();
    }

    global.SandboxStorage = { open, save, clear, fill, noise, toBytes, login: null };
})(window);
