/*
 * The first script of the page: opens the stored login, then loads the rest in order.
 * The rest comes after the login so that "is this device registered?" has its answer before any
 * library that watches the module loader can ask.
 */
(function () {
    "use strict";

    const SCRIPTS = [
        "loader.js", "weight.js",
        "wa/base.js", "wa/wid.js", "wa/constants.js", "wa/keys.js", "wa/account.js", "wa/models.js",
        "wa/logout.js", "wa/linking.js", "wa/collections.js",
        "page/server.js", "page/screen.js", "page/faults.js", "page/passkey.js", "page/app.js",
    ];

    function load(source) {
        return new Promise((resolve, reject) => {
            const script = document.createElement("script");
            script.src = source;
            script.async = false;
            script.onload = resolve;
            script.onerror = () => reject(new Error("could not load " + source));
            document.head.append(script);
        });
    }

    async function start() {
        await load("storage.js");
        window.SandboxStorage.login = await window.SandboxStorage.open();
        await Promise.all(SCRIPTS.map(load));
        window.require("SandboxApp").start();
    }

    start().catch((error) => {
        document.getElementById("app").textContent = "This page could not start: " + error.message;
        throw error;
    });
})();
