/** The Chromium of this machine, and how the suite starts it. */
import { existsSync } from 'node:fs';

const CHROMIUM = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
export const ARGUMENTS = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
    '--disable-component-update', '--disable-sync'];

export function browser() {
    const found = [process.env.CHROMIUM, ...CHROMIUM].find((file) => file && existsSync(file));
    if (!found) {
        throw new Error('no Chromium found: install the package chromium, or set CHROMIUM to its path');
    }
    return found;
}
