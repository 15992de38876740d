// What Pindai asks of the page. Each may take its time: the answer goes back through the binding. A code is shown before wa-js is
// ready, so that a command may come too early for it.
const commands = {
  refreshQr: async () => {
    await waJsReady
    await WPP.conn.refreshQR()
    return null
  },
  pairingCode: async ({ phoneNumber }) => {
    await waJsReady
    return String(await WPP.conn.genLinkDeviceCodeForPhoneNumber(phoneNumber))
  },
  answerPasskey: async ({ credential }) => {
    passkeys.answer(JSON.parse(credential))
    return null
  },
  logout: async () => {
    await waJsReady
    await WPP.conn.logout()
    return null
  },
}

function command(id, name, argument) {
  Promise.resolve()
    .then(() => commands[name](argument))
    .then(
      value => tell('settled', { id, value: value ?? null }),
      error => tell('settled', { id, error: String(error?.message ?? error).slice(0, 300) }),
    )
}
