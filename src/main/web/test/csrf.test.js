import assert from 'node:assert/strict';
import { test } from 'node:test';
import { csrfHeaders } from '../src/csrf.js';

const page = (token) => ({ querySelector: (selector) => (selector === 'meta[name=csrf-token]' && token ? { content: token } : null) });

test('calls bring the token of the page', () => {
  assert.deepEqual(csrfHeaders(page('abc')), { 'X-CSRF-Token': 'abc' });
});

test('a page without a sign-in brings none', () => {
  assert.deepEqual(csrfHeaders(page(null)), {});
});
