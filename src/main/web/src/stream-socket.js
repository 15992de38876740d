// Server-sent events that behave like a WebSocket, for a credential that goes in a header: no browser lets a WebSocket or an
// EventSource send one, and in the address it would be logged.

const UNKNOWN_SESSION = 4404;
const LOST = 1006;
// The server says something every 20 seconds; a phone that slept does not notice that nobody speaks any more.
const SILENCE_MS = 65_000;

/** @returns a class to be given to connect() as WebSocketType; it leaves the query out, which such a stream has not */
export function streamSocket(headers, { fetch = globalThis.fetch, timers = globalThis } = {}) {
  return class {
    constructor(address) {
      this.abort = new AbortController();
      this.run(address.split('?')[0]);
    }

    close() {
      this.abort.abort();
    }

    async run(path) {
      let code = LOST;
      this.wait();
      try {
        const answer = await fetch(path, {
          headers: { Accept: 'text/event-stream', ...headers }, credentials: 'omit', cache: 'no-store', signal: this.abort.signal,
        });
        if (answer.ok) {
          this.onopen();
          await this.read(answer.body.pipeThrough(new TextDecoderStream()).getReader());
        } else if (answer.status === 401 || answer.status === 403) {
          code = UNKNOWN_SESSION;
        }
      } catch {
        // Lost, or closed by us: told below.
      }
      timers.clearTimeout(this.timer);
      this.onclose({ code });
    }

    async read(reader) {
      let rest = '';
      for (;;) {
        const { value, done } = await reader.read();
        if (done) {
          return;
        }
        this.wait();
        const messages = (rest + value).split('\n\n');
        rest = messages.pop();
        for (const message of messages) {
          const data = message.split('\n').filter((line) => line.startsWith('data:')).map((line) => line.slice(5).trim());
          if (data.length) {
            this.onmessage({ data: data.join('\n') });
          }
        }
      }
    }

    wait() {
      timers.clearTimeout(this.timer);
      this.timer = timers.setTimeout(() => this.abort.abort(), SILENCE_MS);
    }
  };
}
