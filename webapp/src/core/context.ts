/** What the parts of the core share. */
import type { Emitter } from './emitter';
import type { Store } from './store/store';
import type { Events, Jid, Uploader } from './types';
import type { Wire } from './wire/wire';

/** Makes addresses that a page can show of bytes; in a browser, of blobs. */
export interface Blobs {
  make(bytes: Uint8Array<ArrayBuffer>, type: string): string;
}

export interface Context {
  readonly wire: Wire;
  readonly store: Store;
  readonly events: Emitter<Events>;
  readonly blobs: Blobs;
  readonly uploader: Uploader;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** The bare address of whoever is signed in. */
  readonly me: Jid;
  /** Our own domain, and so the service's. */
  readonly domain: string;
  /** The service's own contact: it tells what became of messages. */
  readonly contact: Jid;
}

/** An id that nobody guesses. */
export function newId(): string {
  return crypto.randomUUID();
}
