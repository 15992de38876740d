// Everything Pindai knows about WhatsApp Web's page is in this object: what it reads through wa-js, and the few things
// wa-js does not tell and that are read from the document, each selector with its reason. A page that changed is mended here.
const reader = {
  // Whether this browser holds a link. Read from storage, so it is true before the page is connected.
  registered: () => WPP.conn.isRegistered(),
  // UNPAIRED, UNPAIRED_IDLE, PAIRING, OPENING, CONNECTED, TIMEOUT, CONFLICT, …
  socket: () => WPP.whatsapp.Socket?.state ?? null,
  // QR, SYNCING, MAIN, CONFLICT, …
  stream: () => WPP.whatsapp.Stream?.mode ?? null,
  wid: () => WPP.conn.getMyUserId()?.toString() ?? null,
  pushName: () => WPP.whatsapp.Conn?.pushname || WPP.profile.getMyProfileName() || null,
  qr: async () => (await WPP.conn.getAuthCode())?.fullCode ?? null,
  // Milliseconds from the moment the string changed.
  qrTtl: () => WPP.whatsapp.Conn?.refTTL ?? null,

  whatsappVersion: () => window.Debug?.VERSION ?? null,
  waJsVersion: () => WPP.version ?? null,

  // The bar of the loading and syncing screens is the page's only <progress>.
  percent: () => {
    const bar = document.querySelector('progress')
    return bar && bar.max > 0 ? Math.round((100 * bar.value) / bar.max) : null
  },

  // "What's new" covers a fresh session and, left open, ends it minutes later. Its text differs by language; what tells it
  // from dialogs that ask something is that it has no input and that its only way out is one button.
  whatsNewButton: () => {
    for (const dialog of document.querySelectorAll('[role="dialog"], [data-animate-modal-popup="true"]')) {
      const buttons = [...dialog.querySelectorAll('button, [role="button"]')]
      if (!dialog.querySelector('input, textarea, [contenteditable="true"], canvas') && buttons.length === 1) {
        return buttons[0]
      }
    }
    return null
  },
}

// What the flows can't do without, probed one by one after loading, so that a changed page is told by name. `for` is the
// flow: without the "truth" nobody can tell a page that is ready from one that isn't; a page can't be used without its "all"
// hooks, an unlinked one not without its "linking" ones; others only cost the feature they belong to.
const hooks = [
  { name: 'conn.isRegistered', for: 'all', there: () => typeof WPP.conn.isRegistered() === 'boolean' },
  { name: 'SocketModel.state', for: 'truth', there: () => typeof WPP.whatsapp.Socket.state === 'string' },
  { name: 'StreamModel.mode', for: 'truth', there: () => typeof WPP.whatsapp.Stream.mode === 'string' },
  { name: 'ConnModel', for: 'all', there: () => typeof WPP.whatsapp.Conn.on === 'function' },
  { name: 'Cmd', for: 'all', there: () => typeof WPP.whatsapp.Cmd.on === 'function' },
  // Says nobody while there is no link; a missing module throws.
  { name: 'UserPrefsMeUser', for: 'all', there: () => String(WPP.conn.getMyUserId()) !== '' },
  { name: 'Base64', for: 'linking', there: () => typeof WPP.whatsapp.Base64.encodeB64 === 'function' },
  { name: 'SignalStore', for: 'linking', there: () => typeof WPP.whatsapp.multidevice.waSignalStore.getRegistrationInfo === 'function' },
  { name: 'NoiseInfo', for: 'linking', there: () => typeof WPP.whatsapp.multidevice.waNoiseInfo.get === 'function' },
  { name: 'AdvSecret', for: 'linking', there: () => typeof WPP.whatsapp.multidevice.adv.getADVSecretKey === 'function' },
  { name: 'AltDeviceLinking', for: 'pairing codes', there: () => typeof WPP.whatsapp.functions.genLinkDeviceCodeForPhoneNumber === 'function' },
]
