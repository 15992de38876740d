/* Linking by a code that is typed into the phone, the alternative to the QR. */
__d("WAWebLinkDeviceEvents", ["WAWebBaseEvents"], function (global, require, module, exports) {
    "use strict";

    const Events = require("WAWebBaseEvents");

    class LinkDeviceEvents extends Events {
        triggerRefreshAltLinkingCode() {
            this.trigger("link_device_events:refresh_alt_linking_code");
        }

        triggerPrimaryHelloReceived() {
            this.trigger("link_device_events:primary_hello_received");
        }

        triggerErrorAltLinking() {
            this.trigger("link_device_events:error_alt_linking");
        }
    }
    exports.WAWebLinkDeviceEvents = new LinkDeviceEvents();
});

__d("WAWebAltDeviceLinkingApi", ["SandboxServer"], function (global, require, module, exports) {
    "use strict";

    const QR = "QR";
    const CODE = "ALT_DEVICE_LINKING";
    let pairingType = QR;

    exports.setPairingType = (type) => {
        pairingType = type;
    };
    exports.getPairingType = () => pairingType;
    exports.initializeAltDeviceLinking = async () => {
        pairingType = CODE;
    };
    exports.initializeQRLinking = async () => {
        pairingType = QR;
        require("SandboxScreen").hideCode();
    };
    exports.startAltLinkingFlow = async (phoneNumber) => {
        const answer = await require("SandboxServer").ask({ type: "pairingCode", phoneNumber: String(phoneNumber) });
        require("SandboxScreen").showCode(answer.code);
        return answer.code;
    };
    exports.genLinkDeviceCodeForPhoneNumber = exports.startAltLinkingFlow;
});
