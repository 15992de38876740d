import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { mkdirSync, writeFileSync } from 'node:fs';
import { defineConfig } from 'vite';
import { iconSprite } from './scripts/icon-sprite.mjs';
import { licences } from './scripts/licences.mjs';

const root = dirname(fileURLToPath(import.meta.url));
const classes = process.env.PINDAI_CLASSES ?? resolve(root, '../../../target/classes');

export default defineConfig({
  root,
  base: '/assets/',
  publicDir: false,
  plugins: [iconSprite(), licences(), manifest()],
  build: {
    outDir: join(classes, 'META-INF/resources/assets'),
    assetsDir: '',
    emptyOutDir: true,
    target: 'es2022',
    // Inlined images would need data: in the Content-Security-Policy.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rollupOptions: {
      input: { theme: 'src/theme.js', app: 'src/app.js' },
      output: { entryFileNames: '[name]-[hash].js', chunkFileNames: '[name]-[hash].js', assetFileNames: '[name]-[hash][extname]' },
    },
  },
});

/** Tells the server which hashed file stands for which entry: a flat map, outside the directory that is served. */
function manifest() {
  return {
    name: 'pindai-manifest',
    writeBundle(_, bundle) {
      const names = {};
      for (const file of Object.values(bundle)) {
        if (file.type === 'chunk' && file.isEntry) {
          names[`${file.name}.js`] = file.fileName;
          for (const css of file.viteMetadata?.importedCss ?? []) {
            names[`${file.name}.css`] = css;
          }
        } else if (file.type === 'asset' && file.names?.length && !file.fileName.endsWith('.css')) {
          names[file.names[0]] = file.fileName;
        }
      }
      const target = join(classes, 'web');
      mkdirSync(target, { recursive: true });
      writeFileSync(join(target, 'manifest.json'), `${JSON.stringify(names, null, 2)}\n`);
    },
  };
}
