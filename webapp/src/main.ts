import { mount } from 'svelte';

import App from './App.svelte';
import { beginLook } from './look.svelte';
import { keepAlive, look } from './standing.svelte';
import './ui/styles/base.css';

const WORKER = '/service-worker.js';

/** Under Trusted Types the address of a worker has to come from a policy: ours knows one. */
function workerAddress(): string {
  const types = (globalThis as { trustedTypes?: { createPolicy(name: string, rules: { createScriptURL(url: string): string }): { createScriptURL(url: string): unknown } } }).trustedTypes;
  if (!types) return WORKER;
  const policy = types.createPolicy('casemate', {
    createScriptURL(url) {
      if (url === WORKER) return url;
      throw new TypeError(`no script of ours: ${url}`);
    },
  });
  return policy.createScriptURL(WORKER) as string;
}

await beginLook();
const target = document.getElementById('app');
if (!target) throw new Error('the page has no place for the app');
mount(App, { target });
await look();
keepAlive();
if ('serviceWorker' in navigator) navigator.serviceWorker.register(workerAddress()).catch(() => undefined); // the app works without
