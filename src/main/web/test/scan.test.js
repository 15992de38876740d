import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ApiError } from '../src/api.js';
import { explained, sceneOf } from '../src/scan-page.js';
import { linkOf } from '../src/share-panel.js';
import { connect } from '../src/socket.js';
import { streamSocket } from '../src/stream-socket.js';

const later = () => new Promise((resolve) => setImmediate(resolve));
const quiet = { info() {}, warn() {}, error() {} };

/** An answer whose body says what it is told, in pieces of any size. */
function stream() {
  const encoder = new TextEncoder();
  let control;
  const body = new ReadableStream({
    start(controller) {
      control = controller;
    },
  });
  return {
    answer: { ok: true, status: 200, body },
    says: (text) => control.enqueue(encoder.encode(text)),
    ends: () => control.close(),
  };
}

function timers() {
  const set = new Map();
  let next = 1;
  return {
    set,
    setTimeout: (work, ms) => set.set(next, { work, ms }) && next++,
    clearTimeout: (id) => set.delete(id),
  };
}

test('a stream hands each event to its listeners, however it is cut, and shows the token in a header only', async () => {
  const { answer, says, ends } = stream();
  const asked = [];
  const fetch = async (...args) => asked.push(args) && answer;
  const socket = connect({
    url: '/api/scan/events', WebSocketType: streamSocket({ 'X-Scan-Link': 'token' }, { fetch, timers: timers() }), log: quiet, timers: timers(),
  });
  const heard = [];
  const states = [];
  socket.onState((state) => states.push(state));
  socket.on('*', ({ event, data }) => heard.push([event, data.status ?? data.qr]));
  says('retry: 2000\n\n:\n\nevent: status\ndata: {"event":"status","seq":1,"data":{"status":"STA');
  says('RTING"}}\n\nevent: qr\ndata: {"event":"qr","seq":2,"data":{"qr":"2@ä"}}\n');
  says('\n');
  ends();
  await later();
  await later();
  assert.deepEqual(heard, [['status', 'STARTING'], ['qr', '2@ä']]);
  assert.equal(asked[0][0], '/api/scan/events');
  assert.equal(asked[0][1].headers['X-Scan-Link'], 'token');
  assert.equal(asked[0][1].credentials, 'omit');
  assert.deepEqual(states, ['connecting', 'open', 'waiting']);
});

test('a link that opens nothing any more ends it for good; anything else is tried again', async () => {
  for (const [status, end] of [[401, 'closed'], [403, 'closed'], [503, 'waiting'], [404, 'waiting']]) {
    let state;
    connect({
      url: '/x', log: quiet, timers: timers(),
      WebSocketType: streamSocket({}, { fetch: async () => ({ ok: false, status }), timers: timers() }),
    }).onState((next) => {
      state = next;
    });
    await later();
    await later();
    assert.equal(state, end, String(status));
  }
});

test('a stream on which nobody speaks any more is given up, and a closed one is closed', async () => {
  const clock = timers();
  let aborted = 0;
  const fetch = (path, { signal }) => new Promise((resolve, reject) => {
    signal.addEventListener('abort', () => {
      aborted += 1;
      reject(new Error('aborted'));
    });
  });
  const waits = timers();
  const socket = connect({ url: '/x', log: quiet, timers: waits, WebSocketType: streamSocket({}, { fetch, timers: clock }) });
  let state;
  socket.onState((next) => {
    state = next;
  });
  [...clock.set.values()][0].work();
  await later();
  assert.equal(aborted, 1);
  assert.equal(state, 'waiting');
  [...waits.set.values()][0].work();
  socket.close();
  await later();
  assert.equal(aborted, 2);
  assert.equal(state, 'closed');
});

test('each status has its scene, and a reason that nobody knows has the general one', () => {
  assert.equal(sceneOf('SCAN_QR', null), null);
  assert.equal(sceneOf('STARTING', null), 'STARTING');
  assert.equal(sceneOf('FAILED', 'QR_NOT_SCANNED'), 'QR_NOT_SCANNED');
  assert.equal(sceneOf('PASSKEY_REQUIRED', null), 'PASSKEY_REQUIRED');
  assert.equal(sceneOf('FAILED', 'PASSKEY_REQUIRED'), 'PASSKEY_MISSED');
  assert.equal(sceneOf('FAILED', null), 'INTERNAL');
});

test('a refusal is told in the words of the page, at the field it is about', () => {
  const text = (key) => ({ problem_INVALID_PHONE_NUMBER: 'No number', problem_VALIDATION_FAILED: 'No number' }[key] ?? key);
  const empty = explained(new ApiError(400, { code: 'VALIDATION_FAILED', errors: [{ field: 'phoneNumber', message: 'must not be blank' }] }), text);
  assert.deepEqual([empty.message, empty.code, empty.errors], ['No number', 'INVALID_PHONE_NUMBER', []]);
  const other = new ApiError(500, { code: 'INTERNAL', detail: 'as it was' });
  assert.equal(explained(other, text), other);
});

test('a link is wished as the form has it, without what was left open', () => {
  const data = new FormData();
  for (const [name, value] of Object.entries({ label: ' Toko ', expiresIn: '3600', uses: '2', locale: '', returnUrl: '' })) {
    data.append(name, value);
  }
  assert.deepEqual(linkOf(data), { expiresIn: 3600, uses: 2, label: 'Toko' });
});
