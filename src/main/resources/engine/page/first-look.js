// What can be read from WhatsApp's own modules, by name, before wa-js is ready: it tells modules by their shape, and so waits
// until no more come, which costs the first code the better part of a second. Whatever is not where it is looked for here is
// left to wa-js; nothing is decided by its absence.
const firstLook = (() => {
  // Asking the loader for what it does not know is reported to WhatsApp as an error of its page.
  const own = id => (id in window.require('__debug').modulesMap ? window.require(id) : null)
  const conn = () => own('WAWebConnModel').Conn
  const secret = () => (own('WAWebAdvSignatureApi')?.getADVSecretKey ?? own('WAWebUserPrefsMultiDevice').getADVSecretKey)()

  return {
    // The version is set when the page's own start is through its modules.
    there: () => Boolean(window.Debug?.VERSION) && own('WAWebConnModel') !== null,
    registered: () => own('WAWebUserPrefsMultiDevice').isRegistered(),
    socket: () => own('WAWebSocketModel').Socket.state,
    stream: () => own('WAWebStreamModel').Stream.mode,
    qrTtl: () => conn().refTTL ?? null,
    qr: async () => {
      const ref = conn().ref
      if (!ref || firstLook.registered() !== false || firstLook.stream() !== 'QR') {
        return null
      }
      const noise = await own('WAWebUserPrefsInfoStore').waNoiseInfo.get()
      const identity = await own('WAWebSignalStoreApi').waSignalStore.getRegistrationInfo()
      const text = key => own('WABase64').encodeB64(key)
      return [ref, text(noise.staticKeyPair.pubKey), text(identity.identityKeyPair.pubKey), await secret()].join(',')
    },
    onCode: listener => conn().on('change:ref', listener),
    // The page looks the reason's code up while it takes the link down: the only time it names the reason itself.
    onLogoutReason: listener => {
      const reasons = own('WAWebLogoutReasonUtils')
      const look = reasons.getErrorCodeFromLogoutReason
      reasons.getErrorCodeFromLogoutReason = (reason, ...rest) => {
        listener(reason)
        return look(reason, ...rest)
      }
    },
    onLogout: listener => own('WAWebCmd').Cmd.on('logout', listener),
  }
})()
