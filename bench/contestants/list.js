/** Who is measured. Each is data: a kind, and for Pindai the settings it runs with. */
export const REFERENCE = 'reference';

export const CONTESTANTS = [
    { name: REFERENCE, kind: 'reference', title: 'whatsapp-web.js, Express, Socket.IO' },
    { name: 'pindai', kind: 'pindai', title: 'Pindai, a browser for each session',
        properties: { 'pindai.browser.sessions-per-browser': 1 } },
    { name: 'pindai-shared', kind: 'pindai', title: 'Pindai, eight sessions in a browser',
        properties: { 'pindai.browser.sessions-per-browser': 8 } },
];

/** Those whose name begins with one of these words; all without words. */
export function chosen(words, list = CONTESTANTS) {
    return words.length === 0 ? list : list.filter(({ name }) => words.some((word) => name === word || name.startsWith(`${word}-`)));
}
