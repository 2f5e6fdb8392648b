/** Puts the licences of everything by others that the built app contains beside it, as those licences ask. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import type { Plugin } from 'vite';

const NAMED = /^licen[cs]e(\.(md|txt))?$/i;

export function licences(): Plugin {
  return {
    name: 'casemate-licences',
    apply: 'build',
    generateBundle(_options, bundle) {
      const found = new Map<string, string>();
      for (const chunk of Object.values(bundle)) {
        if (chunk.type !== 'chunk') continue;
        for (const id of chunk.moduleIds) {
          const folder = folderOf(id);
          if (folder) found.set(folder.name, folder.licence);
        }
      }
      const parts = [...found].sort(([a], [b]) => a.localeCompare(b)).map(([name, licence]) => `${name}\n${'='.repeat(name.length)}\n\n${licence.trim()}\n`);
      this.emitFile({ type: 'asset', fileName: 'licences.txt', source: parts.join('\n\n') });
    },
  };
}

/** The part by others that a module belongs to: a package, or a folder of ours with a licence of its own. */
function folderOf(id: string): { name: string; licence: string } | null {
  const path = id.replace(/^\0/, '').split('?')[0] ?? '';
  const own = /\/src\/ui\/(\w+)\/[^/]+$/.exec(path);
  if (own && existsSync(join(dirname(path), 'LICENSE'))) return { name: `${own[1]} data`, licence: readFileSync(join(dirname(path), 'LICENSE'), 'utf8') };
  const [, root, name] = /^(.*\/node_modules\/((?:@[^/]+\/)?[^/]+))\//.exec(path) ?? [];
  if (!root || !name || !existsSync(join(root, 'package.json'))) return null;
  const file = readdirSync(root).find((entry) => NAMED.test(entry));
  const { license } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { license?: string };
  return { name, licence: file ? readFileSync(join(root, file), 'utf8') : (license ?? 'unknown') };
}
