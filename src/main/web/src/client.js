// Pindai's client for live events: https://… is where your Pindai runs, docs/client.md says how to use it.
export { connect } from './socket.js';
