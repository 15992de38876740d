// Writes licences.txt beside the bundle: name, version and licence text of each npm package some part of which is served.
// A package without a licence text stops the build, so nothing is passed on without its terms.
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';

// Not in the module graph: the sprite is made of its files.
const ALSO = ['bootstrap-icons'];

export function licences() {
  let root;
  return {
    name: 'pindai-licences',
    configResolved(config) {
      root = config.root;
    },
    generateBundle() {
      const packages = new Set(ALSO.map((name) => join(root, 'node_modules', name)));
      for (const id of this.getModuleIds()) {
        const path = id.replace(/^\0/, '').split('?')[0];
        if (path.includes('/node_modules/') && existsSync(path)) {
          packages.add(packageOf(path));
        }
      }
      const texts = [...packages].sort().map(licenceOf);
      this.emitFile({ type: 'asset', fileName: 'licences.txt', source: texts.join(`\n${'-'.repeat(80)}\n\n`) });
    },
  };
}

function packageOf(path) {
  let directory = dirname(path);
  while (!existsSync(join(directory, 'package.json')) || !JSON.parse(readFileSync(join(directory, 'package.json'), 'utf8')).name) {
    directory = dirname(directory);
  }
  return directory;
}

function licenceOf(directory) {
  const { name, version, license } = JSON.parse(readFileSync(join(directory, 'package.json'), 'utf8'));
  const file = readdirSync(directory).find((entry) => /^licen[cs]e/i.test(entry));
  if (!file) {
    throw new Error(`${name} ${version} has no licence text: it can't be bundled`);
  }
  return `${name} ${version} (${license})\n\n${readFileSync(join(directory, file), 'utf8').trim()}\n`;
}
