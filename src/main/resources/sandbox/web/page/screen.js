/* What a person sees. The structure of the QR screen is the one that libraries look for. */
__d("SandboxScreen", ["SandboxServer"], function (global, require, module, exports) {
    "use strict";

    const QUIET_ZONE = 4;
    const SCALE = 4;

    let code = null;

    function element(name, properties, ...children) {
        const made = Object.assign(document.createElement(name), properties);
        made.append(...children);
        return made;
    }

    function show(...children) {
        document.getElementById("app").replaceChildren(...children);
    }

    function instructions() {
        const steps = ["Read this QR with any reader, or copy its text",
            "Give the text to the sandbox phone: POST /sandbox/phone/scan",
            "This page links to the simulated account that scanned it"];
        return element("div", {}, element("h1", { textContent: "Link a simulated device" }),
            element("ol", {}, ...steps.map((text) => element("li", { textContent: text }))),
            element("p", { className: "code", id: "link-code", textContent: code ?? "" }),
            element("p", { className: "alarm", id: "trouble", textContent: trouble() }));
    }

    function trouble() {
        return new URLSearchParams(global.location.search).get("logout_reason") === "invalid_adv_status"
            ? "Couldn't link device. Try again." : "";
    }

    function landing(box) {
        show(element("div", { className: "landing-wrapper" }, box, instructions()));
    }

    function paint(canvas, rows) {
        const side = (rows.length + 2 * QUIET_ZONE) * SCALE;
        canvas.width = side;
        canvas.height = side;
        const brush = canvas.getContext("2d");
        brush.fillStyle = "#fff";
        brush.fillRect(0, 0, side, side);
        brush.fillStyle = "#000";
        rows.forEach((row, y) => [...row].forEach((dot, x) => {
            if (dot === "1") {
                brush.fillRect((x + QUIET_ZONE) * SCALE, (y + QUIET_ZONE) * SCALE, SCALE, SCALE);
            }
        }));
    }

    exports.waitForQr = () => landing(element("div", { className: "waiting", textContent: "Waiting for a QR…" }));

    /** Milliseconds of the epoch, with fractions. */
    exports.now = () => performance.timeOrigin + performance.now();

    exports.showQr = async (text, changedAt) => {
        const { rows } = await require("SandboxServer").ask({ type: "draw", text });
        if (!text.startsWith(require("WAWebConnModel").Conn.ref + ",")) {
            return;
        }
        const canvas = element("canvas", { role: "img", ariaLabel: "Scan this QR code to link a device" });
        paint(canvas, rows);
        const box = element("div", {}, canvas);
        box.dataset.ref = text;
        landing(box);
        require("SandboxServer").tell({ type: "shown", ref: text.split(",")[0], changedAt, shownAt: exports.now() });
    };

    exports.showReload = () => {
        const box = document.querySelector("[data-ref]");
        box?.classList.add("stale");
        box?.append(element("button", { type: "button", textContent: "Click to reload QR code",
            onclick: () => require("WAWebCmd").Cmd.refreshQR() }));
    };

    exports.showCode = (text) => {
        code = text;
        const place = document.getElementById("link-code");
        if (place) {
            place.textContent = text;
        }
    };

    exports.hideCode = () => exports.showCode("");

    exports.showNotice = (title, text) => show(element("div", { className: "notice" },
        element("h1", { textContent: title }), element("p", { className: "soft", textContent: text })));

    exports.showProgress = (percent) => show(element("div", { className: "notice" },
        element("h1", { textContent: "Loading your chats" }), element("progress", { max: 100, value: percent })));

    exports.showMain = (login) => show(element("div", { className: "chats" },
        element("h1", { textContent: login.pushName }),
        element("p", { className: "soft", textContent: "+" + login.wid.split("@")[0] + " · linked and usable" }),
        element("p", { id: "connection", className: "alarm" }), global.SandboxWeight.rows()));

    /** Says that the connection is gone, without hiding what was there. */
    exports.showConnection = (text) => {
        const place = document.getElementById("connection");
        if (place) {
            place.textContent = text;
        }
    };
});
