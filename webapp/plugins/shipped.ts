/**
 * What the build does at its end: tells how much a first visit loads and fails above the budget, tells the service worker what the shell
 * is, and compresses every file, so that the server never has to.
 */
import { readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

import type { Plugin, Rolldown } from 'vite';

const SHELL = '__CASEMATE_SHELL__';
const COMPRESSED = /\.(?:js|css|svg|json|webmanifest)$/;

interface Budget {
  /** Compressed JavaScript that a first visit may load. */
  readonly kibibytes: number;
  /** The modules that a first visit begins with; what they import is counted with them, what they import lazily is not. */
  readonly firstLoad: readonly string[];
}

export function shipped(budget: Budget): Plugin {
  let out = '';
  let root = '';
  return {
    name: 'casemate-shipped',
    apply: 'build',
    configResolved(config) {
      root = config.root;
      out = resolve(config.root, config.build.outDir);
    },
    generateBundle(_options, bundle) {
      const chunks = Object.values(bundle).filter((part) => part.type === 'chunk');
      const first = reached(chunks, budget.firstLoad.map((name) => join(root, name)));
      const total = tell(first);
      if (total > budget.kibibytes * 1024) this.error(`A first visit loads ${kib(total)} of JavaScript; the budget is ${budget.kibibytes} KiB.`);
      tellServiceWorker(bundle);
    },
    closeBundle() {
      for (const file of files(out)) if (COMPRESSED.test(file)) compress(file);
    },
  };
}

/** The chunks that hold these modules, and all that they import. */
function reached(chunks: readonly Rolldown.OutputChunk[], modules: readonly string[]): Rolldown.OutputChunk[] {
  const byName = new Map(chunks.map((chunk) => [chunk.fileName, chunk]));
  const found = new Set<Rolldown.OutputChunk>();
  const visit = (chunk: Rolldown.OutputChunk | undefined): void => {
    if (!chunk || found.has(chunk)) return;
    found.add(chunk);
    for (const name of chunk.imports) visit(byName.get(name));
  };
  for (const chunk of chunks) if (chunk.name !== 'service-worker' && chunk.moduleIds.some((id) => modules.includes(id))) visit(chunk);
  return [...found];
}

/** Print the sizes; gives the sum of bytes. */
function tell(chunks: readonly Rolldown.OutputChunk[]): number {
  const sizes = chunks.map((chunk) => ({ name: chunk.fileName, bytes: gzipSync(chunk.code, { level: 9 }).length }));
  const total = sizes.reduce((sum, { bytes }) => sum + bytes, 0);
  for (const { name, bytes } of sizes.sort((a, b) => b.bytes - a.bytes)) console.log(`  ${kib(bytes).padStart(10)}  ${name}`);
  console.log(`  ${kib(total).padStart(10)}  JavaScript of a first visit (gzip)`);
  return total;
}

function tellServiceWorker(bundle: Rolldown.OutputBundle): void {
  const worker = bundle['service-worker.js'];
  if (worker?.type !== 'chunk') throw new Error('There is no service worker.');
  const shell = Object.keys(bundle).filter((name) => name.startsWith('assets/')).map((name) => `/${name}`).sort();
  if (!worker.code.includes(SHELL)) throw new Error('The service worker does not ask what the shell is.');
  worker.code = worker.code.replace(SHELL, shell.join(' '));
}

function compress(file: string): void {
  const data = readFileSync(file);
  const quality = { params: { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY } };
  for (const [suffix, packed] of [['.br', brotliCompressSync(data, quality)], ['.gz', gzipSync(data, { level: 9 })]] as const) {
    if (packed.length < data.length) writeFileSync(file + suffix, packed);
  }
}

function files(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((path) => statSync(path).isFile() && !relative(folder, path).startsWith('.'));
}

function kib(bytes: number): string {
  return `${(bytes / 1024).toFixed(1)} KiB`;
}
