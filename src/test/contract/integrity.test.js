/** The clients of this suite are the published ones: byte for byte what the lock file's hashes stand for. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

const suite = path.dirname(fileURLToPath(import.meta.url));
const lock = JSON.parse(readFileSync(path.join(suite, 'package-lock.json'), 'utf8'));
const CLIENTS = { '@wppconnect/wa-js': '4.6.0', 'whatsapp-web.js': '1.34.7' };

function filesBelow(folder) {
    return readdirSync(folder, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => path.relative(folder, path.join(entry.parentPath ?? entry.path, entry.name)))
        // What npm itself installs inside a package is not part of it.
        .filter((file) => !file.startsWith('node_modules' + path.sep))
        .sort();
}

for (const [name, version] of Object.entries(CLIENTS)) {
    test(`${name} is the published ${version}`, { timeout: 60_000 }, () => {
        const locked = lock.packages[`node_modules/${name}`];
        assert.equal(locked.version, version);

        const scratch = mkdtempSync(path.join(tmpdir(), 'pindai-contract-pack-'));
        try {
            const [{ filename }] = JSON.parse(execFileSync('npm', ['pack', `${name}@${version}`, '--json', '--prefer-offline',
                '--ignore-scripts', '--pack-destination', scratch], { cwd: suite, encoding: 'utf8', timeout: 50_000,
                stdio: ['ignore', 'pipe', 'ignore'] }));
            const tarball = path.join(scratch, path.basename(filename).replace('/', '-'));
            const [algorithm, expected] = locked.integrity.split(/-(.*)/s);
            assert.equal(createHash(algorithm).update(readFileSync(tarball)).digest('base64'), expected);

            execFileSync('tar', ['-xzf', tarball, '-C', scratch], { timeout: 20_000 });
            const published = path.join(scratch, 'package');
            const installed = path.join(suite, 'node_modules', name);
            const files = filesBelow(published);
            assert.ok(files.length > 10);
            assert.deepEqual(filesBelow(installed), files);
            for (const file of files) {
                assert.ok(readFileSync(path.join(installed, file)).equals(readFileSync(path.join(published, file))), file);
            }
        } finally {
            rmSync(scratch, { recursive: true });
        }
    });
}
