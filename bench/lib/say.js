/** One line for each thing that is done. */
export function say(text) {
    console.log(`[bench ${new Date().toISOString().slice(11, 19)}] ${text}`);
}
