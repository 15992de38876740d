/* Asks for the passkey of the account that scanned, as any page does, and says what came of it. */
__d("SandboxPasskey", [], function (global, require, module, exports) {
    "use strict";

    const toText = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer)))
        .replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
    const toBytes = (text) => Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")),
        (character) => character.charCodeAt(0));

    let request = null;

    /** Read by hand, so that what is no real credential is found out here. */
    function assertion(credential) {
        if (!(credential instanceof PublicKeyCredential)) {
            throw new TypeError("not a credential");
        }
        const { clientDataJSON, authenticatorData, signature, userHandle } = credential.response;
        return { id: credential.id, rawId: toText(credential.rawId), type: credential.type,
            authenticatorAttachment: credential.authenticatorAttachment,
            clientExtensionResults: credential.getClientExtensionResults(),
            response: { clientDataJSON: toText(clientDataJSON), authenticatorData: toText(authenticatorData),
                signature: toText(signature), userHandle: userHandle && toText(userHandle) } };
    }

    /** The message for the server: an assertion, or the name of the error that came instead. */
    exports.show = async ({ challenge, credential, timeoutMs, withdrawMs }) => {
        const mine = new AbortController();
        request = mine;
        const end = withdrawMs === undefined ? null : setTimeout(() => mine.abort(), withdrawMs);
        try {
            return { type: "passkey", assertion: assertion(await navigator.credentials.get({ signal: mine.signal, publicKey: {
                challenge: toBytes(challenge), rpId: global.location.hostname, userVerification: "required",
                timeout: timeoutMs, allowCredentials: [{ type: "public-key", id: toBytes(credential) }] } })) };
        } catch (error) {
            return { type: "noPasskey", error: error.name };
        } finally {
            clearTimeout(end);
            if (request === mine) {
                request = null;
            }
        }
    };

    /** The page has gone on to something else. */
    exports.withdraw = () => request?.abort();
});
