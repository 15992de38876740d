// Puts the icons we use, and no other, into one SVG file of symbols: <use href="/assets/icons-….svg#name">.
// The favicon goes along: no script or style mentions it, so Vite would leave it behind.
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const web = join(dirname(fileURLToPath(import.meta.url)), '..');

export function iconSprite() {
  return {
    name: 'pindai-icon-sprite',
    generateBundle() {
      const icons = JSON.parse(readFileSync(join(web, 'src/icons.json'), 'utf8'));
      const symbols = icons.map((icon) => {
        const svg = readFileSync(join(web, `node_modules/bootstrap-icons/icons/${icon}.svg`), 'utf8');
        const [, box] = svg.match(/viewBox="([^"]+)"/);
        const [, body] = svg.match(/<svg[^>]*>([\s\S]*)<\/svg>/);
        return `<symbol id="${icon}" viewBox="${box}">${body.trim()}</symbol>`;
      });
      this.emitFile({
        type: 'asset',
        name: 'icons.svg',
        source: `<svg xmlns="http://www.w3.org/2000/svg">${symbols.join('')}</svg>\n`,
      });
      this.emitFile({ type: 'asset', name: 'favicon.svg', source: readFileSync(join(web, 'src/favicon.svg')) });
    },
  };
}
