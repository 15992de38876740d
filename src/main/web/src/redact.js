// A QR string links an account to whoever shows it: nothing that is kept or logged may hold it whole.
const SECRET = new Set(['qr', 'code']);

export function abbreviate(secret) {
  const text = String(secret);
  return text.length <= 8 ? `${text.slice(0, 2)}…` : `${text.slice(0, 6)}… (${text.length})`;
}

/** The event's data with its secrets cut short; for the console and the event pane. */
export function redact(data) {
  return Object.fromEntries(
    Object.entries(data ?? {}).map(([key, value]) => [key, SECRET.has(key) && typeof value === 'string' ? abbreviate(value) : value]),
  );
}
