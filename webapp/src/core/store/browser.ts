/**
 * What a browser keeps: IndexedDB, each record encrypted with AES-GCM under a key that the browser gives to nobody (not extractable) and
 * forgets at sign-out. Names of conversations are hashed, so that what lies there names nobody. Where nothing may be kept (a private
 * window), everything stays in memory.
 */
import { deleteDB, openDB, type DBSchema, type IDBPDatabase } from 'idb';

import type { Jid } from '../types';
import { MemoryStore } from './memory';
import type { Kept, Store, Table } from './store';

const VERSION = 1;
const MOST_MESSAGES = 5000; // of one conversation
const NONCE = 12; // bytes

interface Sealed {
  readonly nonce: Uint8Array<ArrayBuffer>;
  readonly data: ArrayBuffer;
}
interface Schema extends DBSchema {
  keys: { key: string; value: CryptoKey };
  values: { key: [string, string]; value: { table: string; key: string } & Sealed; indexes: { table: string } };
  messages: { key: [string, string]; value: { talk: string; id: string; at: number } & Sealed; indexes: { time: [string, number] } };
}

/** Open what is kept for somebody. */
export async function openStore(who: Jid): Promise<Store> {
  try {
    const name = await databaseName(who);
    const db = await openDB<Schema>(name, VERSION, {
      upgrade(made) {
        made.createObjectStore('keys');
        made.createObjectStore('values', { keyPath: ['table', 'key'] }).createIndex('table', 'table');
        made.createObjectStore('messages', { keyPath: ['talk', 'id'] }).createIndex('time', ['talk', 'at']);
      },
      blocking: (_old, _new, event) => (event.target as IDBDatabase | null)?.close(),
    });
    return new BrowserStore(name, db, await keysOf(db));
  } catch {
    return new MemoryStore();
  }
}

interface Keys {
  readonly seal: CryptoKey;
  readonly name: CryptoKey;
}

async function databaseName(who: Jid): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(`casemate ${who}`));
  return `casemate-${hex(digest).slice(0, 16)}`;
}

async function keysOf(db: IDBPDatabase<Schema>): Promise<Keys> {
  const made: Keys = {
    seal: await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']),
    name: await crypto.subtle.generateKey({ name: 'HMAC', hash: 'SHA-256' }, false, ['sign']),
  };
  // One transaction: of two tabs that open at once the first makes the keys, the other takes them.
  const change = db.transaction('keys', 'readwrite');
  const [seal, name] = await Promise.all([change.store.get('seal'), change.store.get('name')]);
  if (!seal || !name) await Promise.all([change.store.put(made.seal, 'seal'), change.store.put(made.name, 'name')]);
  await change.done;
  return seal && name ? { seal, name } : made;
}

class BrowserStore implements Store {
  readonly #name: string;
  readonly #db: IDBPDatabase<Schema>;
  readonly #keys: Keys;
  readonly #hashed = new Map<string, Promise<string>>();

  constructor(name: string, db: IDBPDatabase<Schema>, keys: Keys) {
    this.#name = name;
    this.#db = db;
    this.#keys = keys;
  }

  async get<T>(table: Table, key: string): Promise<T | undefined> {
    const kept = await this.#db.get('values', [table, await this.#hash(key)]);
    return kept && this.#open<T>(kept, `${table} ${kept.key}`);
  }

  async put(table: Table, key: string, value: unknown): Promise<void> {
    const hashed = await this.#hash(key);
    const sealed = await this.#seal(value, `${table} ${hashed}`);
    await this.#trying(() => this.#db.put('values', { table, key: hashed, ...sealed }));
  }

  async remove(table: Table, key: string): Promise<void> {
    const hashed = await this.#hash(key);
    await this.#trying(() => this.#db.delete('values', [table, hashed]));
  }

  async all<T>(table: Table): Promise<readonly T[]> {
    const kept = await this.#db.getAllFromIndex('values', 'table', table);
    const opened = await Promise.all(kept.map((each) => this.#open<T>(each, `${table} ${each.key}`)));
    return opened.filter((value) => value !== undefined);
  }

  async keep(conversation: Jid, messages: readonly Kept[]): Promise<void> {
    const talk = await this.#hash(conversation);
    const sealed = await Promise.all(
      messages.map(async (message) => {
        const id = await this.#hash(message.id);
        return { talk, id, at: message.at, ...(await this.#seal(message, `${talk} ${id}`)) };
      }),
    );
    await this.#trying(async () => {
      const change = this.#db.transaction('messages', 'readwrite');
      await Promise.all(sealed.map((each) => change.store.put(each)));
      const range = IDBKeyRange.bound([talk, -Infinity], [talk, Infinity]);
      const tooMany = (await change.store.index('time').count(range)) - MOST_MESSAGES;
      let oldest = tooMany > 0 ? await change.store.index('time').openCursor(range) : null;
      for (let gone = 0; oldest && gone < tooMany; gone++) {
        await oldest.delete();
        oldest = await oldest.continue();
      }
      await change.done;
    });
  }

  async newest(conversation: Jid, most: number): Promise<readonly Kept[]> {
    const talk = await this.#hash(conversation);
    const found: Schema['messages']['value'][] = [];
    const range = IDBKeyRange.bound([talk, -Infinity], [talk, Infinity]);
    let cursor = await this.#db.transaction('messages').store.index('time').openCursor(range, 'prev');
    while (cursor && found.length < most) {
      found.push(cursor.value);
      cursor = await cursor.continue();
    }
    const opened = await Promise.all(found.reverse().map((each) => this.#open<Kept>(each, `${each.talk} ${each.id}`)));
    return opened.filter((message) => message !== undefined);
  }

  async find(wanted: (message: Kept) => boolean, most: number, conversation?: Jid): Promise<readonly { conversation: Jid; message: Kept }[]> {
    const kept = conversation === undefined ? await this.#db.getAll('messages') : await this.#db.getAllFromIndex('messages', 'time', IDBKeyRange.bound([await this.#hash(conversation), -Infinity], [await this.#hash(conversation), Infinity]));
    const found: { conversation: Jid; message: Kept }[] = [];
    for (const each of kept.sort((a, b) => b.at - a.at)) {
      const message = await this.#open<Kept>(each, `${each.talk} ${each.id}`);
      if (message && wanted(message)) found.push({ conversation: String(message['conversation']), message });
      if (found.length === most) break;
    }
    return found;
  }

  async drop(conversation: Jid): Promise<void> {
    const talk = await this.#hash(conversation);
    await this.#trying(() => this.#db.delete('messages', IDBKeyRange.bound([talk], [talk, []])));
  }

  async wipe(): Promise<void> {
    // The keys first: what stays for a moment, or on the disk, can't be read any more.
    await this.#trying(() => this.#db.clear('keys'));
    this.#db.close();
    await deleteDB(this.#name);
  }

  close(): void {
    this.#db.close();
  }

  /** A name without what it names. */
  #hash(text: string): Promise<string> {
    const known = this.#hashed.get(text);
    if (known) return known;
    const made = crypto.subtle.sign('HMAC', this.#keys.name, new TextEncoder().encode(text)).then((digest) => hex(digest).slice(0, 32));
    if (this.#hashed.size < 20_000) this.#hashed.set(text, made);
    return made;
  }

  /** Encrypted for its place: a record that was moved elsewhere does not open. */
  async #seal(value: unknown, place: string): Promise<Sealed> {
    const nonce = crypto.getRandomValues(new Uint8Array(NONCE));
    const data = await crypto.subtle.encrypt({ name: 'AES-GCM', iv: nonce, additionalData: new TextEncoder().encode(place) }, this.#keys.seal, new TextEncoder().encode(JSON.stringify(value)));
    return { nonce, data };
  }

  async #open<T>({ nonce, data }: Sealed, place: string): Promise<T | undefined> {
    try {
      const plain = await crypto.subtle.decrypt({ name: 'AES-GCM', iv: nonce, additionalData: new TextEncoder().encode(place) }, this.#keys.seal, data);
      return JSON.parse(new TextDecoder().decode(plain)) as T;
    } catch {
      return undefined; // of another key, or damaged: the archive has it
    }
  }

  /** A full disk, or a database that another tab has wiped, loses a copy and nothing else: the archive is on the server. */
  async #trying(change: () => Promise<unknown>): Promise<void> {
    try {
      await change();
    } catch (error) {
      if (!(error instanceof DOMException)) throw error;
    }
  }
}

function hex(data: ArrayBuffer): string {
  return Array.from(new Uint8Array(data), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
