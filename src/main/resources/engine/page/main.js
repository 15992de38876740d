// Tells Pindai what goes on. Page events are only hints to look; what is told is what is seen when looking.
const documentId = `${Math.random().toString(36).slice(2)}-${performance.timeOrigin}`
const send = window[settings.binding]
const pause = ms => new Promise(resolve => setTimeout(resolve, ms))

function tell(type, data = {}) {
  // Whether anyone still listens is Pindai's affair.
  Promise.resolve(send(JSON.stringify({ ...data, type, document: documentId }))).catch(() => {})
}

function attempt(read) {
  try {
    return read() ?? null
  } catch {
    return null
  }
}

let loaded = false
let sayReady
const waJsReady = new Promise(resolve => { sayReady = resolve })
// What the page is read through: nothing at first, then its own modules, then wa-js.
let eyes = null
let lastState = ''
let lastQr = null
let lastPercent = null
let logoutReason = null
let unlinkedSince = null
let qrLook = 0
let lastVersions = ''

// A stored link must never be taken for a missing one while the page loads: that would cost the login. So "not
// registered" counts only together with the QR screen's own states, and only if it lasts.
function registered(stream, socket) {
  const says = attempt(eyes.registered)
  if (says !== false) {
    unlinkedSince = null
    return says
  }
  if (stream !== 'QR' && !/^(UNPAIRED|PAIRING)/.test(socket ?? '')) {
    return null
  }
  unlinkedSince ??= performance.now()
  return performance.now() - unlinkedSince >= settings.unlinkedAfter ? false : null
}

async function look() {
  if (!eyes) {
    return
  }
  const socket = attempt(eyes.socket)
  const stream = attempt(eyes.stream)
  const state = { registered: registered(stream, socket), socket, stream }
  // Not before wa-js is ready: what it does not find then, it never looks for again.
  if (state.registered && loaded) {
    state.wid = attempt(reader.wid)
    state.pushName = attempt(reader.pushName)
  }
  const text = JSON.stringify(state)
  if (text !== lastState) {
    lastState = text
    tell('state', state)
  }
  await lookForQr(state.registered)
}

async function lookForQr(linked) {
  const turn = ++qrLook
  const code = linked ? null : await eyes.qr().catch(() => null)
  if (turn !== qrLook || code === lastQr) {
    return
  }
  const ttl = attempt(eyes.qrTtl)
  if (code === null) {
    tell('qrGone')
  } else if (/^[^,]+(,[^,]+){3,}$/.test(code) && !/(^|,)(undefined|null)(,|$)/.test(code)) {
    tell('qr', { code, ttl })
  } else {
    return
  }
  lastQr = code
}

function keepReason(reason) {
  logoutReason = String(reason)
}

function tellLogout() {
  tell('loggedOut', { reason: logoutReason })
}

function tellVersions() {
  const versions = { whatsapp: attempt(reader.whatsappVersion), waJs: attempt(reader.waJsVersion) }
  const text = JSON.stringify(versions)
  if (text !== lastVersions) {
    lastVersions = text
    tell('versions', versions)
  }
}

function probe() {
  const percent = attempt(reader.percent)
  if (percent !== lastPercent && percent !== null) {
    tell('progress', { percent })
  }
  lastPercent = percent
  look()
  tellVersions()
  if (loaded && attempt(reader.registered)) {
    attempt(() => reader.whatsNewButton()?.click())
  }
}

// A beat says that the page was looked at just now: what it said of its state last holds, whatever change it hid from us.
function beat() {
  probe()
  tell('beat')
}

// A page that rests, linked or with a code on it, may say so less often: what it does of importance it tells at once.
function beatOn() {
  const resting = lastQr !== null || lastState.includes('"stream":"MAIN"') && lastState.includes('"socket":"CONNECTED"')
  setTimeout(beatOn, resting ? settings.restingBeat : settings.beat)
  beat()
}

async function missingHooks() {
  let missing = hooks
  for (const end = performance.now() + settings.hooksWithin; missing.length > 0 && performance.now() < end; await pause(250)) {
    missing = missing.filter(hook => attempt(hook.there) !== true)
  }
  return missing
}

// A page that shows a code, or whose link stands, has all it needs whatever a probe says.
function flows() {
  return lastQr !== null || (attempt(reader.registered) === true && attempt(reader.stream) === 'MAIN' &&
    attempt(reader.socket) === 'CONNECTED' && attempt(reader.wid) !== null)
}

async function start() {
  if (!(await loaderCame())) {
    tell('hookMissing', { name: 'module loader', needed: true })
    return
  }
  loaded = true
  eyes = reader
  sayReady()
  for (const event of ['auth_code_change', 'authenticated', 'require_auth', 'main_loaded', 'main_ready', 'qrcode_idle', 'online',
    'stream_mode_changed', 'stream_info_changed']) {
    WPP.on(`conn.${event}`, look)
  }
  look()
  for (const hook of await missingHooks()) {
    const needed = hook.for === 'truth' ? true : hook.for === 'all' ? !flows() : hook.for === 'linking' && !flows() && attempt(reader.registered) !== true
    tell('hookMissing', { name: hook.name, needed })
  }
  attempt(() => WPP.whatsapp.Socket.on('change:state', look))
  look()
}

async function loaderCame() {
  for (const end = performance.now() + settings.loaderWithin; performance.now() < end; await pause(settings.firstLook)) {
    if (WPP.isInjected) {
      return true
    }
    if (!eyes && attempt(firstLook.there)) {
      eyes = firstLook
      attempt(() => firstLook.onCode(look))
      // A code can be scanned as soon as it is shown, and the phone's refusal is heard once or never.
      attempt(() => firstLook.onLogoutReason(keepReason))
      attempt(() => firstLook.onLogout(tellLogout))
    }
    // One look at a time: a newer one takes an older one's word from it.
    await look()
  }
  return false
}

// Memory of a size that no other page has at this time, never touched: a look at the processes' memory maps tells which one
// runs this page. Gone when it has been seen for long.
if (settings.mark > 0) {
  let mark = attempt(() => new WebAssembly.Memory({ initial: settings.mark, maximum: settings.mark }))
  setTimeout(() => { mark = null }, 20_000)
}

Object.defineProperty(window, settings.command, { value: command })
tell('hello')
passkeys.watch()
WPP.on('conn.logout_reason', keepReason)
WPP.on('conn.logout', tellLogout)
beatOn()
start()
