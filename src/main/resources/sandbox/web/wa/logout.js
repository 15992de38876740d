/* Why a link ended. Libraries learn the reason by wrapping getErrorCodeFromLogoutReason. */
__d("WAWebLogoutReasonConstants", [], function (global, require, module, exports) {
    "use strict";

    exports.LogoutReason = Object.freeze({ UserInitiated: "user_initiated", UnknownCompanion: "unknown_companion",
        InvalidAdvStatus: "invalid_adv_status", AccountLocked: "account_locked",
        PrimaryIdentityKeyChange: "primary_identity_key_change" });
    exports.LOGOUT_REASON_CODE = Object.freeze({ CLIENT_FATAL: "0", SYNC_FAIL: "1", INITIAL_HISTORY_SYNC_TIMEOUT: "2",
        ACCOUNT_LOCKED: "3" });
});

__d("WAWebLogoutReasonUtils", ["WAWebLogoutReasonConstants"], function (global, require, module, exports) {
    "use strict";

    const { LogoutReason, LOGOUT_REASON_CODE } = require("WAWebLogoutReasonConstants");

    exports.getErrorCodeFromLogoutReason = (reason) => reason === LogoutReason.AccountLocked
        ? LOGOUT_REASON_CODE.ACCOUNT_LOCKED : LOGOUT_REASON_CODE.CLIENT_FATAL;
    exports.getPrevLogoutReasonCode = () => new URLSearchParams(global.location.search).get("logout_reason");
    exports.setPrevLogoutReasonCode = () => undefined;
    exports.getPrevCustomLogoutMessage = () => undefined;
    exports.setPrevCustomLogoutMessage = () => undefined;
});
