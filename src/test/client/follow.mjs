// Follows sessions with the published client module and says each thing it hears in a line.
//   node follow.mjs <module> <url of the socket> <session> [<JSON of { after } or { cursor }>]
import { pathToFileURL } from 'node:url';

const [file, url, session, place = '{}'] = process.argv.slice(2);
const { connect } = await import(pathToFileURL(file));
const say = (line) => console.log(JSON.stringify(line));

const socket = connect({
  url, session, ...JSON.parse(place), headers: { 'X-Api-Key': process.env.PINDAI_KEY }, log: { info() {}, warn: say, error: say },
});
socket.on('*', ({ event, seq, snapshot }) => say({ event, seq, snapshot: snapshot ?? false, place: socket.place() }));
socket.on('qr', ({ qr }) => say({ qr }));
socket.onState((state) => say({ state }));
process.stdin.on('end', () => socket.close()).resume();
