// Builds the browser side into Maven's class directory. Called by Maven on each build, so it does nothing when nothing changed:
// `npm ci` runs only for a new lock file, Vite only for changed sources or a cleaned target.
//   node scripts/build.mjs [--out <class directory>]
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  fail(`Node ${process.versions.node} is too old for the page build: install Node 20.19 or newer, or pass -Dskip.web.`);
}

const outFlag = process.argv.indexOf('--out');
const out = outFlag > 0 ? resolve(process.argv[outFlag + 1]) : resolve(root, '../../../target/classes');
const stampFile = join(out, 'web/build.stamp');

install();
const stamp = hash(sources(root));
if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp && outputsThere()) {
  process.exit(0);
}
rmSync(stampFile, { force: true });
await bundle();
copyWaJs();
mkdirSync(dirname(stampFile), { recursive: true });
writeFileSync(stampFile, stamp);

function install() {
  const wanted = hash([join(root, 'package.json'), join(root, 'package-lock.json')]);
  const marker = join(root, 'node_modules/.pindai-lock');
  if (existsSync(marker) && readFileSync(marker, 'utf8') === wanted) {
    return;
  }
  console.log('Installing npm packages (npm ci)');
  const windows = process.platform === 'win32';
  const npm = spawnSync(windows ? 'npm.cmd' : 'npm', ['ci', '--no-audit', '--no-fund'], { cwd: root, stdio: 'inherit', shell: windows });
  if (npm.status !== 0) {
    fail('npm ci failed: see its message above. It needs npm on the PATH and a registry it can reach.');
  }
  writeFileSync(marker, wanted);
}

async function bundle() {
  const { build } = await import('vite');
  process.env.PINDAI_CLASSES = out;
  await build({ root, configFile: join(root, 'vite.config.js'), logLevel: 'warn' });
  await build({ root, configFile: join(root, 'vite.client.config.js'), logLevel: 'warn' });
}

// The engine injects this file into WhatsApp Web as it came from npm; it is no part of our own bundle.
function copyWaJs() {
  const from = join(root, 'node_modules/@wppconnect/wa-js');
  const to = join(out, 'engine/wa-js');
  rmSync(to, { recursive: true, force: true });
  mkdirSync(to, { recursive: true });
  copyFileSync(join(from, 'dist/wppconnect-wa.js'), join(to, 'wppconnect-wa.js'));
  copyFileSync(join(from, 'dist/wppconnect-wa.js.LICENSE.txt'), join(to, 'wppconnect-wa.js.LICENSE.txt'));
  copyFileSync(join(from, 'LICENSE'), join(to, 'LICENSE'));
}

function outputsThere() {
  return existsSync(join(out, 'engine/wa-js/wppconnect-wa.js')) && existsSync(join(out, 'web/manifest.json'))
    && existsSync(join(out, 'META-INF/resources/assets/pindai-client.js'));
}

function sources(directory) {
  return readdirSync(directory, { withFileTypes: true }).flatMap((entry) => {
    const path = join(directory, entry.name);
    if (entry.isDirectory()) {
      return entry.name === 'node_modules' || entry.name === 'test' ? [] : sources(path);
    }
    return [path];
  }).sort();
}

function hash(files) {
  const sum = createHash('sha256').update(process.versions.node);
  for (const file of files) {
    sum.update(relative(root, file)).update('\0').update(readFileSync(file)).update('\0');
  }
  return sum.digest('hex');
}

function fail(sentence) {
  console.error(sentence);
  process.exit(1);
}
