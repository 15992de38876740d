// The page of a scan link. Until somebody presses a button it asks for nothing, so that a program that only looks at the link
// neither sees a code nor uses the link up.
import { ApiError, restOf } from './api.js';
import { countdown } from './countdown.js';
import { passkeyPanel } from './passkey-panel.js';
import { scanPanel } from './scan-panel.js';
import { serverClock } from './server-clock.js';
import { connect } from './socket.js';
import { streamSocket } from './stream-socket.js';
import { readTexts } from './texts.js';

const RETURN_MS = 6_000;
// So that a page that is loaded again, as phones do when one comes back from WhatsApp, goes on without a press.
const BEGUN = 'pindai:scan';

/** What is shown for a status and reason: the name of a scene, or null where code or passkey have their own place. */
export function sceneOf(status, reason) {
  if (status === 'SCAN_QR') {
    return null;
  }
  if (status !== 'FAILED') {
    return status;
  }
  return reason === 'PASSKEY_REQUIRED' ? 'PASSKEY_MISSED' : reason ?? 'INTERNAL';
}

/** A refusal in words for people who don't know the API; one without words of its own stays as it is. */
export function explained(error, text) {
  const sentence = text(`problem_${error.code}`);
  if (sentence === `problem_${error.code}`) {
    return error;
  }
  const code = error.code === 'VALIDATION_FAILED' ? 'INVALID_PHONE_NUMBER' : error.code;
  return new ApiError(error.status, { code, detail: sentence });
}

// Where storage is forbidden the press is asked for again.
function remember(token) {
  try {
    if (token === null) {
      remember(null);
    } else {
      sessionStorage.setItem(BEGUN, token.slice(-6));
    }
  } catch {
    // see above
  }
}

function remembers(token) {
  try {
    return sessionStorage.getItem(BEGUN) === token.slice(-6);
  } catch {
    return false;
  }
}

export function startScanPage(root) {
  const page = root.querySelector('#scan-page');
  if (!page) {
    return; // the link opens nothing: the server has said all there is to say
  }
  const token = location.pathname.split('/')[2];
  const headers = { 'X-Scan-Link': token };
  const text = readTexts(root);
  const clock = serverClock(Date.parse(page.dataset.now));
  const rest = restOf({ base: '/api/scan', headers, refused: over });
  const box = root.querySelector('#state');
  const announce = (sentence) => {
    root.querySelector('#announcer').textContent = sentence;
  };
  const panel = scanPanel({ root, rest, clock, text, announce, explain: (error) => explained(error, text) });
  const passkey = passkeyPanel({ root, rest, clock, text, announce });
  const moment = new Intl.DateTimeFormat(document.documentElement.lang, { dateStyle: 'medium', timeStyle: 'short' });
  let socket = null;
  let shown = null;

  function show(status, reason = null) {
    const scene = sceneOf(status, reason);
    if (shown === `${status} ${scene}`) {
      return; // said once more, as after each connection
    }
    shown = `${status} ${scene}`;
    panel.show(scene === null);
    passkey.show(status === 'PASSKEY_REQUIRED');
    root.querySelector('#passkey-step').hidden = status !== 'PASSKEY_REQUIRED';
    box.hidden = scene === null;
    if (scene !== null) {
      const pattern = root.getElementById(`scene-${scene}`) ?? root.getElementById('scene-INTERNAL');
      box.replaceChildren(pattern.content.cloneNode(true));
      announce(box.querySelector('h2').textContent);
    }
  }

  function unfold() {
    const intro = root.querySelector('#intro');
    if (!intro.hidden) {
      intro.hidden = true;
      root.querySelector('#stage').hidden = false;
      root.querySelector('#content').focus(); // the button that had it is gone
    }
  }

  function follow(state) {
    remember(token);
    unfold();
    show(state.status, state.reason);
    if (state.pairingCode) {
      root.querySelector('#tab-code').click();
      panel.showCode(state.pairingCode);
    }
    listen();
  }

  function listen() {
    if (socket) {
      return;
    }
    socket = connect({ url: '/api/scan/events', WebSocketType: streamSocket(headers) });
    socket.on('*', (frame) => frame.snapshot || clock.heard(frame.at));
    socket.on('status', ({ status, reason }) => show(status, reason));
    socket.on('qr', (data) => panel.showQr(data));
    socket.on('pairing_code', (data, frame) => panel.showCode({ issuedAt: frame.at, ...data }));
    socket.on('pairing_code_expired', () => panel.codeExpired());
    socket.on('passkey', () => passkey.load());
    socket.on('ready', linked);
    socket.on('deleted', over);
    socket.onState((state, code) => state === 'closed' && code !== 1000 && over());
    window.addEventListener('online', () => socket.retryNow());
    document.addEventListener('visibilitychange', () => document.hidden || socket.retryNow());
  }

  function linked({ numberEnding }) {
    socket.close();
    remember(null);
    show('READY');
    if (numberEnding) {
      box.querySelector('[data-slot=number]').textContent = text('number', { n: numberEnding });
    }
    const back = box.querySelector('[data-return]');
    if (back) {
      back.focus();
      const now = clock.now();
      countdown({
        now: clock.now,
        show({ seconds, over: due }) {
          box.querySelector('[data-slot=returning]').textContent = text('returning', { s: seconds });
          if (due) {
            location.assign(back.href);
          }
        },
      }).start(new Date(now).toISOString(), new Date(now + RETURN_MS).toISOString());
    }
  }

  // Used up, expired or withdrawn, or somebody else linked the account: the server says which, without a code and a script.
  function over() {
    remember(null);
    location.reload();
  }

  async function begin(path) {
    shown = null;
    try {
      follow(await rest.call('POST', path));
    } catch (error) {
      if (error.status !== 401) {
        unfold();
        show('FAILED', { CAPACITY: 'CAPACITY', SCAN_LINK_LIMIT: 'LIMIT' }[error.code] ?? 'INTERNAL');
      }
    }
  }

  page.addEventListener('click', async (event) => {
    const button = event.target.closest('[data-begin], [data-again]');
    if (!button) {
      return;
    }
    button.disabled = true;
    button.setAttribute('aria-busy', 'true');
    if (button.dataset.begin === 'code') {
      root.querySelector('#tab-code').click();
    }
    await begin(button.dataset.again === 'restart' ? '/restart' : '/start');
    button.disabled = false;
    button.removeAttribute('aria-busy');
  });

  for (const element of root.querySelectorAll('time[data-exact]')) {
    element.textContent = moment.format(Date.parse(element.dateTime));
  }
  for (const button of page.querySelectorAll('[data-begin]')) {
    button.disabled = false;
  }
  if (remembers(token)) {
    rest.call('GET', '').then(follow, () => {}); // the buttons are there
  }
}
