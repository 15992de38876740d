import assert from 'node:assert/strict';
import { test } from 'node:test';
import QRCode from 'qrcode';
import { drawQr, waysFor } from '../src/qr-drawing.js';

const STRING = '2@ref,noise,identity,adv';

function stage({ canvasFails, failing = [] } = {}) {
  const warnings = [];
  const canvas = { hidden: false };
  const image = { hidden: true, src: '', decode: async () => {} };
  const field = { hidden: true, value: '' };
  const asked = [];
  const ways = waysFor({
    canvas, image, field, url: '/api/sessions/a/qr',
    toCanvas: async () => {
      if (canvasFails) {
        throw new Error('no 2d context');
      }
    },
    fetchImage: async (url, type) => {
      asked.push([url, type]);
      if (failing.includes(type)) {
        throw new Error('HTTP 500');
      }
      return new Blob(['x'], { type });
    },
  });
  return { canvas, image, field, asked, warnings, draw: () => drawQr(STRING, ways, { warn: (line) => warnings.push(line) }) };
}

test('the canvas comes first and asks nobody', async () => {
  const s = stage();
  assert.equal(await s.draw(), 'canvas');
  assert.deepEqual(s.asked, []);
  assert.deepEqual([s.canvas.hidden, s.image.hidden, s.field.hidden], [false, true, true]);
  assert.deepEqual(s.warnings, []);
});

test('then the SVG of the server', async () => {
  const s = stage({ canvasFails: true });
  assert.equal(await s.draw(), 'svg');
  assert.deepEqual(s.asked, [['/api/sessions/a/qr', 'image/svg+xml']]);
  assert.deepEqual([s.canvas.hidden, s.image.hidden], [true, false]);
  assert.match(s.image.src, /^blob:/);
});

test('then its PNG', async () => {
  const s = stage({ canvasFails: true, failing: ['image/svg+xml'] });
  assert.equal(await s.draw(), 'png');
});

test('then the string, and the log says how it came to that without telling the string', async () => {
  const s = stage({ canvasFails: true, failing: ['image/svg+xml', 'image/png'] });
  assert.equal(await s.draw(), 'text');
  assert.equal(s.field.value, STRING);
  assert.equal(s.field.hidden, false);
  assert.equal(s.warnings.length, 4);
  assert.match(s.warnings.at(-1), /shown as text/);
  assert.doesNotMatch(s.warnings.join(), /noise/);
});

test('after a fallback the next code is drawn on the canvas again', async () => {
  const s = stage();
  s.canvas.hidden = true;
  s.field.hidden = false;
  await s.draw();
  assert.deepEqual([s.canvas.hidden, s.field.hidden], [false, true]);
});

test('the npm package takes a string as long as the real one', () => {
  const long = `2@${'A'.repeat(120)},${'B'.repeat(44)},${'C'.repeat(44)},${'D'.repeat(44)}`;
  assert.ok(QRCode.create(long, { errorCorrectionLevel: 'L' }).modules.size > 40);
});
