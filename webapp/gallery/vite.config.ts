import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vite';
import { resolve } from 'node:path';
export default defineConfig({
  root: import.meta.dirname,
  base: './',
  plugins: [svelte({ configFile: resolve(import.meta.dirname, '../svelte.config.js') })],
  build: { outDir: process.env.GALLERY_OUT ?? '/tmp/u2gallery', emptyOutDir: true, target: 'chrome123', assetsInlineLimit: 0, rolldownOptions: { input: { beside: resolve(import.meta.dirname, 'beside.html') } } },
});
