/** A certificate for one run. Chromium is told to trust its key by that key's fingerprint, and no other unknown one. */
import { execFileSync } from 'node:child_process';
import { createHash, X509Certificate } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

export const HOST = 'web.whatsapp.com';

export function certificate() {
    const folder = mkdtempSync(path.join(tmpdir(), 'pindai-bench-tls-'));
    try {
        const [keyFile, certFile] = ['key.pem', 'cert.pem'].map((name) => path.join(folder, name));
        execFileSync('openssl', ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes',
            '-keyout', keyFile, '-out', certFile, '-days', '2', '-subj', `/CN=${HOST}`,
            '-addext', `subjectAltName=DNS:${HOST}`], { stdio: 'ignore', timeout: 20_000 });
        const cert = readFileSync(certFile);
        const spki = new X509Certificate(cert).publicKey.export({ type: 'spki', format: 'der' });
        return { key: readFileSync(keyFile), cert, fingerprint: createHash('sha256').update(spki).digest('base64') };
    } finally {
        rmSync(folder, { recursive: true });
    }
}
