// REST calls. A problem (RFC 9457) becomes an Error whose message is the server's `detail`.
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

/**
 * The calls of one visitor: with the page's cookie, unless another credential is given.
 *
 * @param base    what each path begins with
 * @param headers that show another credential; the cookie then stays at home
 * @param refused called where the credential opens nothing any more
 */
export function restOf({ base = '', headers = null, refused = toLogin } = {}) {
  const credentials = headers ? 'omit' : 'same-origin';

  async function send(path, options) {
    const response = await fetch(base + path, {
      ...options,
      headers: { 'Accept-Language': document.documentElement.lang, ...(headers ?? csrfHeaders()), ...options.headers },
      credentials,
      signal: AbortSignal.timeout(DEADLINE_MS),
    });
    if (response.ok) {
      return response;
    }
    if (response.status === 401) {
      refused();
    }
    throw new ApiError(response.status, await response.json().catch(() => null));
  }

  return {
    /** @returns the JSON answer, or null if there is none */
    async call(method, path, body) {
      const response = await send(path, {
        method,
        headers: { Accept: 'application/json', ...(body === undefined ? {} : { 'Content-Type': 'application/json' }) },
        body: body === undefined ? undefined : JSON.stringify(body),
      });
      const text = await response.text();
      return text ? JSON.parse(text) : null;
    },
    async fetchImage(path, type) {
      const response = await send(path, { headers: { Accept: type } });
      const blob = await response.blob();
      if (!blob.type.startsWith(type)) {
        throw new Error(`asked for ${type}, got ${blob.type}`);
      }
      return blob;
    },
  };
}

/** Those of somebody who is signed in; an expired sign-in leads to the login page. */
export const { call, fetchImage } = restOf();

/** For the socket: false if our sign-in is no longer valid (and we are on the way to the login page). */
export async function stillSignedIn() {
  const response = await fetch('/api/sessions?limit=1', {
    headers: { 'Accept-Language': document.documentElement.lang }, signal: AbortSignal.timeout(10_000),
  });
  if (response.status === 401) {
    toLogin();
    return false;
  }
  return true;
}

function toLogin() {
  location.assign(`/login?next=${encodeURIComponent(location.pathname + location.search)}`);
}
