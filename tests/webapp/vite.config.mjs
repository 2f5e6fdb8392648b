// Builds the core of the web app with its pipe for Node.
import { resolve } from 'node:path';

export default {
  build: {
    ssr: resolve(import.meta.dirname, 'pipe.ts'),
    target: 'node22',
    emptyOutDir: true,
    rolldownOptions: { output: { entryFileNames: 'pipe.mjs' } },
  },
  ssr: { noExternal: true },
  resolve: { conditions: ['node', 'import', 'module', 'default'] },
};
