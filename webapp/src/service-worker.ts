/**
 * Keeps the shell (scripts, styles, one page), so that the app opens without a network. Never anything that somebody wrote: what the
 * API, uploads and the stream give passes by untouched.
 */
interface ShellEvent extends Event {
  waitUntil(work: Promise<unknown>): void;
}
interface FetchEvent extends ShellEvent {
  readonly request: Request;
  respondWith(answer: Promise<Response>): void;
}

const files = '__CASEMATE_SHELL__'.split(' ');
const SHELL = `shell-${files.reduce((sum, name) => (Math.imul(sum, 31) + hash(name)) | 0, 7) >>> 0}`;
const PAGE = '/';

self.addEventListener('install', (event) => {
  (event as ShellEvent).waitUntil(caches.open(SHELL).then((cache) => cache.addAll([PAGE, ...files])));
});

self.addEventListener('activate', (event) => {
  const old = caches.keys().then((names) => Promise.all(names.filter((name) => name !== SHELL).map((name) => caches.delete(name))));
  (event as ShellEvent).waitUntil(old);
});

self.addEventListener('fetch', (event) => {
  const { request } = event as FetchEvent;
  const url = new URL(request.url);
  if (request.method !== 'GET' || url.origin !== self.location.origin) return;
  if (request.mode === 'navigate' && isPage(url.pathname)) (event as FetchEvent).respondWith(fetch(request).catch(() => kept(PAGE)));
  else if (files.includes(url.pathname)) (event as FetchEvent).respondWith(kept(url.pathname));
});

function isPage(path: string): boolean {
  return path === '/' || path === '/account' || path.startsWith('/account/') || path.startsWith('/c/');
}

async function kept(path: string): Promise<Response> {
  return (await caches.match(path)) ?? fetch(path);
}

function hash(text: string): number {
  let sum = 0;
  for (const letter of text) sum = (Math.imul(sum, 33) ^ (letter.codePointAt(0) ?? 0)) | 0;
  return sum;
}

export {};
