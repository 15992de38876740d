/** The manifests fit to Kubernetes' own description of its objects, misspelt fields included, and to each other. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { names, text, yaml } from './lib.js';

const FOLDER = 'docker/kubernetes/';
const MODULES = { 'apps/v1': 'apps/v1', 'networking.k8s.io/v1': 'networking/v1', 'policy/v1': 'policy/v1', v1: 'core/v1' };

const files = names(FOLDER).filter((name) => name.endsWith('.yaml') && name !== 'kustomization.yaml');
const objects = files.flatMap((name) => yaml(FOLDER + name));
const [set] = objects.filter(({ kind }) => kind === 'StatefulSet');
const [container] = set.spec.template.spec.containers;

/** What a TypeScript compiler has to say of these objects as values of Kubernetes' types. */
function complaints(all) {
    const source = all.map((object, number) => `import { ${object.kind} as Kind${number} } from 'kubernetes-types/${MODULES[object.apiVersion]}';\n`
        + `export const object${number}: Kind${number} = ${JSON.stringify(object)};`).join('\n');
    const file = fileURLToPath(new URL('manifests.ts', import.meta.url));
    const options = { noEmit: true, strict: true, skipLibCheck: true, module: ts.ModuleKind.ESNext,
        moduleResolution: ts.ModuleResolutionKind.Bundler, types: [] };
    const host = ts.createCompilerHost(options);
    const read = host.getSourceFile.bind(host);
    host.getSourceFile = (name, ...more) => name === file ? ts.createSourceFile(name, source, ts.ScriptTarget.ESNext) : read(name, ...more);
    return ts.getPreEmitDiagnostics(ts.createProgram([file], options, host))
        .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'));
}

test('each manifest is what Kubernetes calls one', () => {
    assert.equal(objects.length, 5);
    assert.deepEqual(complaints(objects), []);
});

test('a misspelt field, a missing one and a wrong kind of value are noticed', () => {
    const wrong = [structuredClone(set), structuredClone(set), structuredClone(set)];
    wrong[0].spec.template.spec.terminationGracePeriod = 75;
    delete wrong[1].spec.selector;
    wrong[2].spec.replicas = 'one';
    for (const object of wrong) {
        assert.equal(complaints([object]).length, 1);
    }
});

test('everything is applied, and what belongs together finds each other', () => {
    const [kustomization] = yaml(FOLDER + 'kustomization.yaml');
    assert.deepEqual(kustomization.resources.toSorted(), files.toSorted());
    const labels = set.spec.template.metadata.labels;
    for (const object of objects.filter(({ kind }) => kind !== 'StatefulSet')) {
        const selector = object.spec.podSelector?.matchLabels ?? object.spec.selector.matchLabels ?? object.spec.selector;
        assert.deepEqual(selector, labels, object.kind);
    }
    assert.ok(objects.some(({ kind, metadata }) => kind === 'Service' && metadata.name === set.spec.serviceName));
    const volumes = [...set.spec.template.spec.volumes, ...set.spec.volumeClaimTemplates.map(({ metadata }) => metadata)];
    assert.deepEqual(container.volumeMounts.map(({ name }) => name).toSorted(), volumes.map(({ name }) => name).toSorted());
});

test('a pod may do nothing that it need not, and has the time that it needs to stop', () => {
    assert.equal(set.spec.template.spec.securityContext.runAsNonRoot, true);
    assert.equal(container.securityContext.readOnlyRootFilesystem, true);
    assert.deepEqual(container.securityContext.capabilities.drop, ['ALL']);
    assert.equal(set.spec.template.spec.securityContext.runAsUser, Number(/useradd --uid (\d+)/.exec(text('docker/Dockerfile.jvm'))[1]));
    // See ops: what stops a session has 60 seconds.
    assert.ok(set.spec.template.spec.terminationGracePeriodSeconds > 60);
});
