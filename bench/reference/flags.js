/**
 * The Chromium switches that users of whatsapp-web.js recommend to each other for servers and little memory
 * (its issue 75, "Memory Optimization Tips"), on top of those that Puppeteer gives. `--single-process`, which some add, is
 * left out: Chromium does not support it on Linux, and it takes the session with any crash.
 */
export const ADVISED = ['--no-sandbox', '--disable-setuid-sandbox', '--disable-dev-shm-usage', '--disable-accelerated-2d-canvas',
    '--no-first-run', '--no-zygote', '--disable-gpu'];
