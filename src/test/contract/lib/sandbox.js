/** The sandbox under test, reached over HTTP as any user of it would. */
const base = new URL(process.env.SANDBOX_URL ?? 'http://localhost:8080/');

/** Where the simulated page is. */
export const page = new URL('sandbox/web/', base);

async function call(method, path, body) {
    const response = await fetch(new URL(path, base), {
        method,
        headers: { 'Content-Type': 'application/json', 'X-Api-Key': process.env.PINDAI_KEY ?? '' },
        body: body && JSON.stringify(body),
        signal: AbortSignal.timeout(10_000),
    });
    const text = await response.text();
    return { status: response.status, body: text ? JSON.parse(text) : null };
}

export const settings = (changes) => call('PATCH', 'sandbox/settings', changes);
export const scan = (qr, more = {}) => call('POST', 'sandbox/phone/scan', { qr, ...more });
export const pair = (code, phoneNumber) => call('POST', 'sandbox/phone/pair', { code, phoneNumber });
export const phones = () => call('GET', 'sandbox/phones');
export const unlink = (wid) => call('POST', `sandbox/phones/${encodeURIComponent(wid)}/unlink`);
export const shown = (limit) => call('GET', `sandbox/shown?limit=${limit}`);
export const fault = (kind, target, more = {}) => call('POST', 'sandbox/faults', { kind, target, ...more });
export const clearFaults = () => call('DELETE', 'sandbox/faults');
