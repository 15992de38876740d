/* Chats, contacts and messages: empty here, and present because libraries subscribe to them at start. */
for (const [id, proxyName] of [["WAWebChatModel", "chat"], ["WAWebContactModel", "contact"], ["WAWebMsgModel", "msg"]]) {
    __d(id, ["WAWebBaseModel"], function (global, require, module, exports) {
        "use strict";

        const Model = require("WAWebBaseModel");

        // Libraries find the class by the name on its prototype, not by its own.
        class NamedModel extends Model {}
        NamedModel.prototype.proxyName = proxyName;
        exports.default = NamedModel;
    });
}

__d("WAWebCollections", ["WAWebBaseCollection", "WAWebWid"], function (global, require, module, exports) {
    "use strict";

    const Collection = require("WAWebBaseCollection");

    class ChatCollectionImpl extends Collection {}
    class ContactCollectionImpl extends Collection {}
    class MsgCollectionImpl extends Collection {
        async getMessagesById() {
            return { messages: [] };
        }

        async processMultipleMessages() {
            return [];
        }
    }
    exports.ChatCollectionImpl = ChatCollectionImpl;
    exports.ContactCollectionImpl = ContactCollectionImpl;
    exports.MsgCollectionImpl = MsgCollectionImpl;
    exports.Chat = new ChatCollectionImpl();
    exports.Contact = new ContactCollectionImpl();
    exports.Msg = new MsgCollectionImpl();
});

for (const kind of ["Chat", "Contact", "Msg"]) {
    __d("WAWeb" + kind + "Collection", ["WAWebCollections"], function (global, require, module, exports) {
        "use strict";

        const all = require("WAWebCollections");

        exports[kind + "CollectionImpl"] = all[kind + "CollectionImpl"];
        exports[kind + "Collection"] = all[kind];
    });
}

for (const [id, name] of [["WAWebBlocklistCollection", "BlocklistCollection"],
    ["WAWebStatusCollection", "StatusCollection"], ["WAWebPresenceCollection", "PresenceCollection"]]) {
    __d(id, ["WAWebBaseCollection"], function (global, require, module, exports) {
        "use strict";

        const Collection = require("WAWebBaseCollection");

        exports[name] = new Collection();
    });
}

__d("WAWebCallCollection", ["WAWebBaseCollection"], function (global, require, module, exports) {
    "use strict";

    const Collection = require("WAWebBaseCollection");

    class CallCollection extends Collection {
        calls = new Map();
    }
    exports.default = new CallCollection();
});

__d("WAWebSyncGatingUtils", [], function (global, require, module, exports) {
    "use strict";

    exports.isPlaceholderMessageResendEnabled = () => false;
});

for (const [id, name] of [["WAWebAddonReactionTableMode", "reactionTableMode"],
    ["WAWebAddonPollVoteTableMode", "pollVoteTableMode"]]) {
    __d(id, [], function (global, require, module, exports) {
        "use strict";

        exports[name] = { bulkUpsert: async () => undefined };
    });
}

__d("WALinkify", [], function (global, require, module, exports) {
    "use strict";

    exports.findLink = () => null;
    exports.findLinks = () => [];
});
