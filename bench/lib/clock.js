/** One way to tell time here and on pages: milliseconds of the epoch with fractions, running on the system's steady clock. */

export const now = () => performance.timeOrigin + performance.now();

/** An instant as Pindai writes it, as milliseconds of the epoch with its fractions. */
export const instant = (text) => Date.parse(text.replace(/\.\d+/, '')) + 1000 * Number(`0${/\.\d+/.exec(text)?.[0] ?? ''}`);

export const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** Waits until the question has an answer; fails with its name after the time. */
export async function until(what, question, timeoutMs, everyMs = 25) {
    const end = now() + timeoutMs;
    for (;;) {
        const answer = await question();
        if (answer) {
            return answer;
        }
        if (now() > end) {
            throw new Error(`not within ${Math.round(timeoutMs / 1000)} s: ${what}`);
        }
        await pause(everyMs);
    }
}

/** The promise's value, or an error that names what was waited for. */
export function within(what, timeoutMs, promise) {
    let timer;
    const late = new Promise((resolve, reject) => {
        timer = setTimeout(() => reject(new Error(`not within ${Math.round(timeoutMs / 1000)} s: ${what}`)), timeoutMs);
    });
    return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}

/** How far the steady clock has drifted from the wall clock, in milliseconds; read where the wall clock ticks. */
export function drift() {
    let best = Infinity;
    for (let round = 0; round < 20; round++) {
        const before = Date.now();
        let after = before;
        while (after === before) {
            after = Date.now();
        }
        const off = now() - after;
        best = Math.abs(off) < Math.abs(best) ? off : best;
    }
    return best;
}
