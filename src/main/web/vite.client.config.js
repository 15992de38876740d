// The client module that others load: one file of its own, under a name that stays, and as readable as it was written.
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

const root = dirname(fileURLToPath(import.meta.url));
const classes = process.env.PINDAI_CLASSES ?? resolve(root, '../../../target/classes');

export default defineConfig({
  root,
  publicDir: false,
  build: {
    outDir: join(classes, 'META-INF/resources/assets'),
    emptyOutDir: false,
    target: 'es2022',
    minify: false,
    lib: { entry: 'src/client.js', formats: ['es'], fileName: () => 'pindai-client.js' },
  },
});
