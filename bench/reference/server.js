/**
 * A gateway as it is commonly built: whatsapp-web.js with LocalAuth behind Express and Socket.IO. What Pindai is measured
 * against, so written to do well: nothing here waits, logs or copies without need.
 */
import http from 'node:http';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import express from 'express';
import { Server } from 'socket.io';
import { Sessions } from './sessions.js';

const folder = path.dirname(fileURLToPath(import.meta.url));
const app = express();
const server = http.createServer(app);
const io = new Server(server);
const sessions = new Sessions({
    dataDir: process.env.DATA_DIR,
    chromium: process.env.CHROMIUM,
    chromiumArguments: JSON.parse(process.env.CHROMIUM_ARGUMENTS),
    tell: (event, data) => io.emit(event, data),
});

app.use(express.json());
app.use(express.static(path.join(folder, 'public')));
app.get('/health', (request, response) => response.json({ ok: true }));
app.get('/sessions', (request, response) => response.json(sessions.all()));
app.post('/sessions', (request, response) => response.status(201).json(sessions.create()));
app.post('/sessions/:id/start', (request, response) => {
    sessions.start(request.params.id);
    response.sendStatus(202);
});
app.post('/sessions/:id/stop', async (request, response) => {
    await sessions.stop(request.params.id);
    response.sendStatus(204);
});
app.delete('/sessions/:id', async (request, response) => {
    await sessions.remove(request.params.id);
    response.sendStatus(204);
});

// Whoever comes late sees what is on the screens now.
io.on('connection', (socket) => sessions.current().forEach(({ event, data }) => socket.emit(event, data)));

server.listen(Number(process.env.PORT), '127.0.0.1', () => sessions.restore());

process.once('SIGTERM', async () => {
    io.close();
    await sessions.stopAll();
    process.exit(0);
});
