import assert from 'node:assert/strict';
import { test } from 'node:test';
import { tellNews } from '../src/news.js';

function stage(nameOf) {
  const listeners = new Map();
  const toasts = [];
  const sentences = { reason_LOGGED_OUT: 'Logged out at the phone' };
  tellNews({
    socket: { on: (event, listener) => listeners.set(event, listener) },
    toast: (...words) => toasts.push(words),
    text: (key, values) => sentences[key] ?? (values ? `${key} ${values.s}` : key),
    nameOf,
  });
  return { toasts, say: (event, data, more = {}) => listeners.get(event)(data, { sessionId: 'a', ...more }) };
}

test('each of the four has its tone and its words', () => {
  const s = stage();
  s.say('ready', { pushName: 'Budi' });
  s.say('disconnected', { reason: 'LOGGED_OUT', willRetry: false });
  s.say('disconnected', { reason: 'CONNECTION_LOST', willRetry: true });
  s.say('auth_failure', { reason: 'SOMETHING_NEW' });
  s.say('qr_timeout', { phase: 'SCAN', timeoutSeconds: 160 });
  assert.deepEqual(s.toasts, [
    ['success', 'toast_ready', 'Budi'],
    ['danger', 'toast_disconnected', 'Logged out at the phone'],
    ['info', 'toast_reconnecting', 'CONNECTION_LOST'],
    ['danger', 'toast_auth_failure', 'SOMETHING_NEW'],
    ['warning', 'toast_qr_timeout', 'timeout_SCAN 160'],
  ]);
});

test('a snapshot is no news', () => {
  const s = stage();
  s.say('ready', {}, { snapshot: true });
  assert.deepEqual(s.toasts, []);
});

test('where several sessions are shown it says whose news it is', () => {
  const s = stage(() => 'Toko Melati');
  s.say('ready', { phoneNumber: '+628' });
  assert.equal(s.toasts[0][2], 'Toko Melati: +628');
});
