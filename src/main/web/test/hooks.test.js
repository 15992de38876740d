import assert from 'node:assert/strict';
import { test } from 'node:test';
import { message, resultOf } from '../src/deliveries.js';
import { headersOf, hookOf } from '../src/hook-form.js';

const text = (key, values) => (values ? `${key} ${Object.values(values).join(' ')}` : key);

function form(fields) {
  const data = new FormData();
  for (const [name, values] of Object.entries({ url: '', headers: '', policy: 'exponential', ...fields })) {
    [values].flat().forEach((value) => data.append(name, value));
  }
  return data;
}

test('an empty form asks for everything and leaves the rest to the server', () => {
  assert.deepEqual(hookOf(form({ url: ' https://a.example ', allEvents: 'yes', allSessions: 'yes', attempts: '', timeoutSeconds: '' })),
    { url: 'https://a.example', events: ['*'], sessions: ['*'], headers: {}, retries: { policy: 'exponential' } });
});

test('a full one says what it says', () => {
  const data = form({
    event: ['qr', 'ready'], session: '1', secret: 'my-secret', headers: 'A: b:c\n\n X-D :•••', policy: 'linear', attempts: '3',
    delaySeconds: '5', timeoutSeconds: '9',
  });
  assert.deepEqual(hookOf(data), {
    url: '', events: ['qr', 'ready'], sessions: ['1'], secret: 'my-secret', headers: { A: 'b:c', 'X-D': '•••' },
    retries: { policy: 'linear', attempts: 3, delaySeconds: 5 }, timeoutSeconds: 9,
  });
  assert.equal('sessions' in hookOf(data, { owned: true }), false);
});

test('a line that is no header is told at its field', () => {
  assert.throws(() => headersOf('Authorization', 'write it so'), (error) => error.errors[0].field === 'headers' && error.message === 'write it so');
});

test('a delivery is told in a few words', () => {
  const delivered = { reason: null, responseStatus: 204, latencyMs: 12, tries: 1 };
  assert.equal(resultOf(delivered, text), 'HTTP 204 · milliseconds 12');
  assert.equal(resultOf({ ...delivered, reason: 'HTTP_STATUS', responseStatus: 503, tries: 3 }, text),
    'reason_HTTP_STATUS 503 · milliseconds 12 · tries 3');
  assert.equal(resultOf({ reason: 'EVENT_REMOVED', responseStatus: null, latencyMs: null, tries: 0 }, text), 'reason_EVENT_REMOVED ');
});

test('requests and answers are set out as they were', () => {
  assert.equal(message('POST https://a.example', { A: 'b' }, { c: 1 }), 'POST https://a.example\nA: b\n\n{\n  "c": 1\n}');
  assert.equal(message('HTTP 200', {}, 'thanks'), 'HTTP 200\n\nthanks');
  assert.equal(message('HTTP 200', null, null), 'HTTP 200');
});
