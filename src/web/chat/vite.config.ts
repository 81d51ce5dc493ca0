import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

/** The page's own script and style; Web Chat's bundle is not built here but served as it comes. */
export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  base: '/chat/',
  publicDir: false,
  logLevel: 'warn',
  build: {
    target: 'es2020',
    manifest: 'manifest.json',
    modulePreload: false,
    rollupOptions: { input: fileURLToPath(new URL('./main.ts', import.meta.url)) },
  },
});
