/* Who is logged in. There is one answer for the whole page: the login that storage holds. */
__d("SandboxLogin", [], function (global, require, module, exports) {
    "use strict";

    let current = global.SandboxStorage.login;

    exports.get = () => current;

    exports.save = async (login) => {
        await global.SandboxStorage.save(login);
        current = login;
    };

    exports.clear = async () => {
        await global.SandboxStorage.clear();
        current = null;
    };
});

__d("WAWebUserPrefsMultiDevice", ["SandboxLogin", "WAWebAdvSignatureApi"], function (global, require, module, exports) {
    "use strict";

    exports.isRegistered = () => require("SandboxLogin").get() !== null;
    exports.getADVSecretKey = () => require("WAWebAdvSignatureApi").getADVSecretKey();
});

__d("WAWebSettingsLoggedIn", ["SandboxLogin"], function (global, require, module, exports) {
    "use strict";

    exports.isLoggedIn = () => require("SandboxLogin").get() !== null;
});

__d("WAWebUserPrefsMeUser", ["SandboxLogin", "WAWebWid"], function (global, require, module, exports) {
    "use strict";

    const Wid = require("WAWebWid");
    const login = () => require("SandboxLogin").get();
    const orThrow = (wid) => {
        if (!wid) {
            throw new Error("nobody is logged in");
        }
        return wid;
    };

    exports.getMaybeMePnUser = () => login() ? new Wid(login().wid) : null;
    exports.getMaybeMeLidUser = () => login() ? new Wid(login().lid) : null;
    exports.getMePnUserOrThrow = () => orThrow(exports.getMaybeMePnUser());
    exports.getMeLidUserOrThrow = () => orThrow(exports.getMaybeMeLidUser());
    exports.getMeDevicePnOrThrow = () => new Wid(orThrow(login()).wid.replace("@", ":" + login().device + "@"));
    exports.getMe = exports.getMaybeMePnUser;
    exports.isMeAccount = (wid) => Boolean(login()) && wid.user === exports.getMaybeMePnUser().user;
});

__d("WAWebUserPrefsGeneral", ["SandboxLogin"], function (global, require, module, exports) {
    "use strict";

    exports.getPushname = () => require("SandboxLogin").get()?.pushName;
    exports.setPushname = () => undefined;
    exports.setBrowserId = () => undefined;
    exports.getUserPrivacySettings = () => ({});
});
