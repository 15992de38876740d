import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { delayBefore } from '../src/backoff.js';
import { connect } from '../src/socket.js';

class Wire {
  static all = [];

  constructor(url) {
    this.url = url;
    Wire.all.push(this);
  }

  opens() {
    this.onopen();
  }

  says(frame) {
    this.onmessage({ data: typeof frame === 'string' ? frame : JSON.stringify(frame) });
  }

  drops(code) {
    this.onclose({ code });
  }

  close(code) {
    this.closedWith = code;
  }
}

const later = () => new Promise((resolve) => setImmediate(resolve));
let waits;
let lines;
let options;

beforeEach(() => {
  Wire.all = [];
  waits = [];
  lines = [];
  const keep = (...parts) => lines.push(parts.map((part) => (typeof part === 'object' ? JSON.stringify(part) : part)).join(' '));
  options = {
    url: 'ws://here/ws', session: 'a', WebSocketType: Wire, random: () => 1,
    log: { info: keep, warn: keep, error: keep },
    timers: { setTimeout: (work, ms) => waits.push({ work, ms }), clearTimeout: () => {} },
  };
});

const frame = (event, data, seq = 1) => ({ event, sessionId: 'a', seq, at: '2026-01-01T00:00:00Z', data });

test('asks for its session and events, and hands each event to its listeners', () => {
  const socket = connect({ ...options, events: 'qr,ready' });
  const heard = [];
  socket.on('qr', (data) => heard.push(['qr', data.attempt]));
  socket.on('*', ({ event, seq }) => heard.push([event, seq]));
  Wire.all[0].opens();
  Wire.all[0].says(frame('qr', { attempt: 2, qr: 'x' }, 7));
  Wire.all[0].says(frame('ready', {}, 8));
  assert.equal(Wire.all[0].url, 'ws://here/ws?session=a&events=qr%2Cready');
  assert.deepEqual(heard, [['qr', 2], ['qr', 7], ['ready', 8]]);
});

test('a listener can be taken away, and one that throws does not silence the others', () => {
  const socket = connect(options);
  let heard = 0;
  const off = socket.on('qr', () => heard++);
  socket.on('qr', () => {
    throw new Error('mine');
  });
  socket.on('qr', () => heard++);
  Wire.all[0].says(frame('qr', {}));
  off();
  Wire.all[0].says(frame('qr', {}));
  assert.equal(heard, 3);
});

test('logs each event, but never a whole QR string or pairing code', () => {
  connect(options);
  Wire.all[0].says(frame('qr', { qr: '2@secretsecretsecret,noise,identity,adv' }));
  Wire.all[0].says(frame('pairing_code', { code: 'ABCD1234' }));
  assert.match(lines[0], /qr #1/);
  assert.doesNotMatch(lines.join('\n'), /secretsecretsecret|ABCD1234/);
});

test('comes back after a lost connection, waiting longer each time', async () => {
  const states = [];
  connect(options).onState((state) => states.push(state));
  for (let i = 0; i < 4; i++) {
    Wire.all.at(-1).drops(1006);
    await later();
    waits.at(-1).work();
  }
  assert.deepEqual(waits.map(({ ms }) => ms), [500, 1000, 2000, 4000]);
  assert.equal(Wire.all.length, 5);
  assert.deepEqual(states.slice(0, 3), ['connecting', 'waiting', 'connecting']);
});

test('listeners stay across a reconnect', async () => {
  const socket = connect(options);
  let heard = 0;
  socket.on('ready', () => heard++);
  Wire.all[0].opens();
  Wire.all[0].drops(1001);
  await later();
  waits[0].work();
  Wire.all[1].says(frame('ready', {}));
  assert.equal(heard, 1);
});

test('an unknown session ends it for good', async () => {
  let end;
  connect(options).onState((state, code) => {
    end = [state, code];
  });
  Wire.all[0].opens();
  Wire.all[0].drops(4404);
  await later();
  assert.deepEqual(end, ['closed', 4404]);
  assert.equal(waits.length, 0);
});

test('gives up when it was refused and the sign-in is over', async () => {
  let state;
  connect({ ...options, probe: async () => false }).onState((next) => {
    state = next;
  });
  Wire.all[0].drops(1006);
  await later();
  assert.equal(state, 'closed');
  assert.equal(waits.length, 0);
});

test('close() closes the connection and does not come back', async () => {
  const socket = connect(options);
  Wire.all[0].opens();
  socket.close();
  Wire.all[0].drops(1000);
  await later();
  assert.equal(Wire.all[0].closedWith, 1000);
  assert.equal(waits.length, 0);
});

test('drops what is not JSON', () => {
  const socket = connect(options);
  let heard = 0;
  socket.on('*', () => heard++);
  Wire.all[0].says('<html>');
  assert.equal(heard, 0);
});

test('the wait has a ceiling and a spread', () => {
  assert.equal(delayBefore(0, { random: () => 0 }), 250);
  assert.equal(delayBefore(50, { random: () => 1 }), 15_000);
  assert.equal(delayBefore(50, { random: () => 0 }), 7_500);
});

test('goes on after the last number of its session', async () => {
  const socket = connect(options);
  assert.equal(socket.place(), null);
  Wire.all[0].opens();
  Wire.all[0].says({ ...frame('status', {}, 4), snapshot: true });
  Wire.all[0].says(frame('qr', {}, 7));
  Wire.all[0].drops(1006);
  await later();
  waits[0].work();
  assert.equal(Wire.all[1].url, 'ws://here/ws?session=a&events=*&after=7');
  assert.deepEqual(socket.place(), { after: 7 });
});

test('goes on after the last cursor of many sessions', async () => {
  connect({ ...options, session: '*' });
  Wire.all[0].opens();
  Wire.all[0].says({ ...frame('status', {}, 4), snapshot: true });
  Wire.all[0].drops(1006);
  await later();
  waits[0].work();
  assert.doesNotMatch(Wire.all[1].url, /cursor/);
  Wire.all[1].says({ ...frame('ready', {}, 5), cursor: 'one' });
  Wire.all[1].says({ ...frame('ready', {}, 2), cursor: 'two' });
  Wire.all[1].says(frame('gap', {}, 0));
  Wire.all[1].drops(1001);
  await later();
  waits[1].work();
  assert.match(Wire.all[2].url, /&cursor=two$/);
});

test('begins where it is told to', () => {
  connect({ ...options, after: 0 });
  connect({ ...options, session: 'a,b', cursor: 'kept' });
  assert.match(Wire.all[0].url, /session=a&events=\*&after=0$/);
  assert.match(Wire.all[1].url, /session=a%2Cb&events=\*&cursor=kept$/);
});

test('a place that the server does not know is given up once, and the gap is told', async () => {
  const states = [];
  const gaps = [];
  const socket = connect({ ...options, after: 12 });
  socket.on('gap', (data, gap) => gaps.push([data, gap]));
  socket.onState((state) => states.push(state));
  Wire.all[0].opens();
  Wire.all[0].drops(4400);
  await later();
  waits[0].work();
  assert.deepEqual(gaps, [[{}, null]]);
  assert.doesNotMatch(Wire.all[1].url, /after/);
  Wire.all[1].opens();
  Wire.all[1].drops(4400);
  await later();
  assert.equal(states.at(-1), 'closed');
  assert.equal(waits.length, 1);
});

test('hands the headers on where there are some', () => {
  const made = [];
  class Recorder extends Wire {
    constructor(...args) {
      super(args[0]);
      made.push(args.slice(1));
    }
  }
  connect({ ...options, WebSocketType: Recorder, headers: { 'X-Api-Key': 'k' } });
  connect({ ...options, WebSocketType: Recorder });
  assert.deepEqual(made, [[{ headers: { 'X-Api-Key': 'k' } }], []]);
});

test('asks for a ticket before each connection', async () => {
  const tickets = ['one', null, 'two'];
  connect({ ...options, ticket: async () => tickets.shift() ?? Promise.reject(new Error('not now')) });
  assert.equal(Wire.all.length, 0);
  await later();
  assert.match(Wire.all[0].url, /&ticket=one$/);
  Wire.all[0].opens();
  Wire.all[0].drops(1006);
  await later();
  waits.shift().work();
  await later();
  assert.equal(Wire.all.length, 1, 'without a ticket there is nothing to try');
  waits.shift().work();
  await later();
  assert.match(Wire.all[1].url, /&ticket=two$/);
});
