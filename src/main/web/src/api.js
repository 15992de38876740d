// REST calls with the page's cookie. A problem (RFC 9457) becomes an Error whose message is the server's `detail`.
import { csrfHeaders } from './csrf.js';

export class ApiError extends Error {
  constructor(status, problem) {
    super(problem?.detail ?? problem?.title ?? `HTTP ${status}`);
    this.status = status;
    this.code = problem?.code ?? null;
    this.errors = problem?.errors ?? [];
  }
}

const DEADLINE_MS = 75_000;

/** @returns the JSON answer, or null if there is none; an expired sign-in leads to the login page */
export async function call(method, path, body) {
  const response = await send(path, {
    method,
    headers: { Accept: 'application/json', ...(body === undefined ? {} : { 'Content-Type': 'application/json' }) },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  const text = await response.text();
  return text ? JSON.parse(text) : null;
}

export async function fetchImage(path, type) {
  const response = await send(path, { headers: { Accept: type } });
  const blob = await response.blob();
  if (!blob.type.startsWith(type)) {
    throw new Error(`asked for ${type}, got ${blob.type}`);
  }
  return blob;
}

/** For the socket: false if our sign-in is no longer valid (and we are on the way to the login page). */
export async function stillSignedIn() {
  const response = await fetch('/api/sessions?limit=1', { headers: headers({}), signal: AbortSignal.timeout(10_000) });
  if (response.status === 401) {
    toLogin();
    return false;
  }
  return true;
}

async function send(path, options) {
  const response = await fetch(path, {
    ...options, headers: headers(options.headers), credentials: 'same-origin', signal: AbortSignal.timeout(DEADLINE_MS),
  });
  if (response.ok) {
    return response;
  }
  if (response.status === 401) {
    toLogin();
  }
  throw new ApiError(response.status, await response.json().catch(() => null));
}

function headers(more) {
  return { 'Accept-Language': document.documentElement.lang, ...csrfHeaders(), ...more };
}

function toLogin() {
  location.assign(`/login?next=${encodeURIComponent(location.pathname + location.search)}`);
}
