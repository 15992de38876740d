/** The reference's page: draws each QR of one session on a canvas. Bundled by `npm run build`. */
import QRCode from 'qrcode';
import { io } from 'socket.io-client';

const id = new URLSearchParams(location.search).get('session');
const canvas = document.querySelector('canvas');
const status = document.querySelector('#status');
const socket = io();

socket.on('qr', ({ sessionId, qr }) => {
    if (sessionId === id) {
        QRCode.toCanvas(canvas, qr, { errorCorrectionLevel: 'L', margin: 4, scale: 8 });
        status.textContent = 'Scan this code';
    }
});
socket.on('ready', ({ sessionId }) => {
    if (sessionId === id) {
        status.textContent = 'Ready';
    }
});
