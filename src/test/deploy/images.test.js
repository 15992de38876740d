/** The Dockerfiles are well-formed, copy what there is, and make images as they are to be. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { validate } from 'dockerfile-utils';
import { exists, text } from './lib.js';

const FILES = ['docker/Dockerfile.jvm', 'docker/Dockerfile.native'];

/** Instructions of the last stage, continued lines joined. */
function lastStage(file) {
    const lines = text(file).replace(/^#.*\n/gm, '').replace(/^\s+#.*\n/gm, '').replace(/\\\n/g, ' ').split('\n').filter(Boolean);
    return lines.slice(lines.findLastIndex((line) => line.startsWith('FROM')));
}

for (const file of FILES) {
    test(`${file} is well-formed`, () => {
        assert.deepEqual(validate(text(file)).map(({ message, range }) => `${range.start.line + 1}: ${message}`), []);
    });

    test(`${file} copies what there is`, () => {
        const copied = [...text(file).matchAll(/^COPY (?!--from)(.*) \S+$/gm)].flatMap(([, sources]) => sources.split(' '));
        assert.ok(copied.length > 5);
        assert.deepEqual(copied.filter((source) => !exists(source)), []);
    });

    test(`${file}: not as root, with a first process, a health check and labels`, () => {
        const stage = lastStage(file);
        assert.ok(stage.includes('USER pindai'));
        assert.ok(stage.includes('ENTRYPOINT ["/usr/bin/tini", "--", "/opt/pindai/entrypoint.sh"]'));
        assert.ok(stage.some((line) => line.startsWith('HEALTHCHECK') && line.includes('health.sh')));
        const labels = stage.find((line) => line.startsWith('LABEL'));
        for (const label of ['title', 'description', 'licenses', 'version', 'revision', 'base.name']) {
            assert.match(labels, new RegExp(`org\\.opencontainers\\.image\\.${label}=`));
        }
    });
}

test('both images run on the same system, browser and fonts', () => {
    const [jvm, native] = FILES.map((file) => /FROM debian(.*?)install -d/s.exec(text(file))[0].replace(/ AS run/, '')
        .replace(/ARG.*?(?=# Chromium)/s, ''));
    assert.equal(jvm, native);
});
