/* WhatsApp ids: user@server, with the device number of a linked device in between. */
__d("WAWebWid", [], function (global, require, module, exports) {
    "use strict";

    class Wid {
        constructor(text) {
            const [, user, device, server] = /^([^:@]+)(?::(\d+))?@(.+)$/.exec(text);
            this.user = user;
            this.server = server;
            if (device !== undefined) {
                this.device = Number(device);
            }
            this._serialized = text;
        }

        static isWid(value) {
            return value instanceof Wid;
        }

        isUser() {
            return this.server === "c.us" || this.server === "lid";
        }

        isLid() {
            return this.server === "lid";
        }

        isGroup() {
            return this.server === "g.us";
        }

        equals(other) {
            return other instanceof Wid && other._serialized === this._serialized;
        }

        toString() {
            return this._serialized;
        }

        toJSON() {
            return this._serialized;
        }
    }
    exports.default = Wid;
});

__d("WAWebWidFactory", ["WAWebWid"], function (global, require, module, exports) {
    "use strict";

    const Wid = require("WAWebWid");

    exports.createWid = (text) => new Wid(String(text));
    exports.createUserWid = (user, server) => new Wid(user + "@" + (server ?? "c.us"));
    exports.createWidFromWidLike = (like) => new Wid(like._serialized ?? String(like));
    exports.asUserWidOrThrow = (wid) => new Wid(wid.user + "@" + wid.server);
    exports.toUserWid = exports.asUserWidOrThrow;
    exports.isWidlike = (value) => Boolean(value && (value._serialized || /@/.test(String(value))));
});
