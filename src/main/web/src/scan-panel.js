// The QR and the pairing code: everything the user needs while the phone is in the hand.
import QRCode from 'qrcode';
import { call, fetchImage } from './api.js';
import { countdown } from './countdown.js';
import { submitting } from './dialogs.js';
import { drawQr, waysFor } from './qr-drawing.js';

// Error correction L as on the real page: fewer, larger modules. Eight pixels each, scaled down by CSS, so that all are of
// one size on any screen. Always dark on white, whatever the theme: cameras need it.
const LOOK = { errorCorrectionLevel: 'L', margin: 4, scale: 8, color: { dark: '#000000', light: '#ffffff' } };

export function scanPanel({ root, id, clock, text, announce }) {
  const panel = root.querySelector('#scan');
  const slot = (name) => panel.querySelector(`[data-slot=${name}]`);
  const canvas = panel.querySelector('canvas');
  const frameBox = panel.querySelector('.qr-frame');
  const ways = waysFor({
    canvas,
    image: panel.querySelector('.qr-frame img'),
    field: panel.querySelector('.qr-frame textarea'),
    url: `/api/sessions/${id}/qr`,
    toCanvas: (target, string) => QRCode.toCanvas(target, string, LOOK),
    fetchImage,
  });
  const timer = countdown({ now: clock.now, show: showLeft });
  const codeTimer = countdown({ now: clock.now, show: showCodeLeft });
  let current = null;

  function showLeft({ seconds, fraction, over }) {
    slot('left').textContent = over ? text('qr_renewing') : text('qr_left', { s: seconds });
    const bar = slot('bar');
    bar.style.width = `${fraction * 100}%`;
    bar.classList.toggle('ending', fraction < 0.25);
    frameBox.classList.toggle('over', over);
  }

  function showCodeLeft({ seconds, over }) {
    slot('code-left').textContent = over ? text('code_over') : text('code_left', { s: seconds });
    slot('code').classList.toggle('over', over);
  }

  async function showQr(qr) {
    if (!qr.qr) {
      return; // expired while it travelled: the next one is on its way
    }
    current = qr.qr;
    try {
      await drawQr(qr.qr, ways);
    } catch (error) {
      announce(error.message);
    }
    frameBox.classList.remove('waiting', 'over');
    const attempt = text('qr_attempt', { n: qr.attempt, m: qr.maxAttempts });
    slot('attempt').textContent = attempt;
    canvas.setAttribute('aria-label', `${text('qr_label')}, ${attempt}`);
    canvas.dataset.attempt = qr.attempt;
    timer.start(qr.issuedAt, qr.expiresAt);
    announce(attempt);
  }

  function showCode({ code, expiresAt, issuedAt }) {
    if (!code) {
      return;
    }
    slot('code').textContent = code.length === 8 ? `${code.slice(0, 4)}-${code.slice(4)}` : code;
    slot('code').dataset.code = code;
    slot('code-box').hidden = false;
    codeTimer.start(issuedAt ?? new Date(clock.now()).toISOString(), expiresAt);
  }

  const form = panel.querySelector('#pairing form');
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    submitting(form, async (data) => {
      const phoneNumber = data.get('phoneNumber').replace(/[^\d+]/g, '');
      showCode(await call('POST', `/api/sessions/${id}/pairing-code`, { phoneNumber }));
      announce(text('code_ready'));
    });
  });

  return {
    showQr,
    showCode,
    /** The code on screen, for the sandbox phone's eye. */
    current: () => current,
    show(visible) {
      panel.hidden = !visible;
      if (!visible) {
        current = null;
        timer.stop();
        codeTimer.stop();
        frameBox.classList.add('waiting');
        slot('code-box').hidden = true;
        slot('code').textContent = '';
        slot('attempt').textContent = '';
        slot('left').textContent = '';
        canvas.getContext('2d')?.clearRect(0, 0, canvas.width, canvas.height);
      }
    },
  };
}
