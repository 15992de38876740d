/**
 * The Chromium switches that users of whatsapp-web.js recommend to each other for servers and little memory
 * (its issue 75, "Memory Optimization Tips"), on top of those that Puppeteer gives. Two that stand in such lists are left
 * out because the reference does better without: `--no-zygote`, with which it took a seventh more memory here, and
 * `--single-process`, which Chromium does not support on Linux and which takes the session with any crash.
 */
export const ADVISED = ['--no-sandbox', '--disable-setuid-sandbox', '--disable-dev-shm-usage', '--disable-accelerated-2d-canvas',
    '--no-first-run', '--disable-gpu'];
