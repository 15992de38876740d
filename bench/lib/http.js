/** HTTP as the benchmark speaks it: JSON, a deadline, and an error that says what was asked. */
const TIMEOUT_MS = 60_000;

export async function call(base, method, path, { headers = {}, body, timeoutMs = TIMEOUT_MS } = {}) {
    const response = await fetch(new URL(path, base), {
        method,
        headers: { ...(body ? { 'Content-Type': 'application/json' } : {}), ...headers },
        body: body && JSON.stringify(body),
        signal: AbortSignal.timeout(timeoutMs),
    });
    const text = await response.text();
    if (!response.ok) {
        const error = new Error(`${method} ${path} answered ${response.status}: ${text.slice(0, 300)}`);
        error.status = response.status;
        throw error;
    }
    return text.startsWith('{') || text.startsWith('[') ? JSON.parse(text) : text;
}

/** Whether this address answers 200 now. */
export async function answers(url) {
    try {
        const response = await fetch(url, { signal: AbortSignal.timeout(2_000) });
        await response.arrayBuffer();
        return response.status === 200;
    } catch {
        return false;
    }
}
