// The QR and the pairing code: everything the user needs while the phone is in the hand.
import QRCode from 'qrcode';
import { countdown } from './countdown.js';
import { pairing } from './pairing.js';
import { drawQr, waysFor } from './qr-drawing.js';

// Error correction L as on the real page: fewer, larger modules. Eight pixels each, scaled down by CSS, so that all are of
// one size on any screen. Always dark on white, whatever the theme: cameras need it.
const LOOK = { errorCorrectionLevel: 'L', margin: 4, scale: 8, color: { dark: '#000000', light: '#ffffff' } };

/** @param rest the calls of this session; @param explain makes of a refused pairing code what its reader is told */
export function scanPanel({ root, rest, clock, text, announce, explain }) {
  const panel = root.querySelector('#scan');
  const slot = (name) => panel.querySelector(`[data-slot=${name}]`);
  const canvas = panel.querySelector('canvas');
  const frameBox = panel.querySelector('.qr-frame');
  const ways = waysFor({
    canvas,
    image: panel.querySelector('.qr-frame img'),
    field: panel.querySelector('.qr-frame textarea'),
    url: '/qr',
    toCanvas: (target, string) => QRCode.toCanvas(target, string, LOOK),
    fetchImage: rest.fetchImage,
  });
  const timer = countdown({ now: clock.now, show: showLeft });
  const code = pairing({ panel, rest, clock, text, announce, explain });
  let current = null;

  function showLeft({ seconds, fraction, over }) {
    slot('left').textContent = over ? text('qr_renewing') : text('qr_left', { s: seconds });
    const bar = slot('bar');
    bar.style.width = `${fraction * 100}%`;
    bar.classList.toggle('ending', fraction < 0.25);
    frameBox.classList.toggle('over', over);
  }

  async function showQr(qr) {
    if (qr.withheld) {
      slot('attempt').textContent = text('qr_withheld');
      return;
    }
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

  return {
    showQr,
    showCode: code.show,
    codeExpired: code.expired,
    /** The code on screen, for the sandbox phone's eye. */
    current: () => current,
    show(visible) {
      panel.hidden = !visible;
      if (!visible) {
        current = null;
        timer.stop();
        code.forget();
        frameBox.classList.add('waiting');
        slot('attempt').textContent = '';
        slot('left').textContent = '';
        canvas.getContext('2d')?.clearRect(0, 0, canvas.width, canvas.height);
      }
    },
  };
}
