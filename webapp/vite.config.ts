import { svelte } from '@sveltejs/vite-plugin-svelte';
import { svelteTesting } from '@testing-library/svelte/vite';
import { defineConfig } from 'vitest/config';

import { licences } from './plugins/licences.ts';
import { leftOut } from './plugins/left-out.ts';
import { shipped } from './plugins/shipped.ts';

/** The server puts a nonce of its own in place of this one into every answer. */
const NONCE = 'CASEMATE-NONCE';

export default defineConfig({
  plugins: [leftOut(), svelte(), svelteTesting(), licences(), shipped({ kibibytes: 200, firstLoad: ['src/main.ts', 'src/account/SignIn.svelte', 'src/ui/messenger/Messenger.svelte'] })],
  html: { cspNonce: NONCE },
  build: {
    outDir: '../src/casemate/web/static',
    emptyOutDir: true,
    // light-dark() and the rest of what the styles use are in all engines since 2024.
    target: ['chrome123', 'firefox128', 'safari17.5'],
    assetsInlineLimit: 0, // nothing becomes a data: address, which the content security policy refuses
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    rolldownOptions: {
      input: { index: 'index.html', 'service-worker': 'src/service-worker.ts' },
      output: { entryFileNames: (chunk) => (chunk.name === 'service-worker' ? '[name].js' : 'assets/[name]-[hash].js') },
    },
  },
  test: { include: ['src/**/*.test.ts', 'src/**/*.test.node.ts'], environment: 'node' },
});
