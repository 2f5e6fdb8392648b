import 'fake-indexeddb/auto';

import { openDB } from 'idb';
import { describe, expect, test } from 'vitest';

import { openStore } from './browser';
import { MemoryStore } from './memory';
import type { Store } from './store';

let people = 0;
const STORES: readonly [string, () => Promise<Store>][] = [
  ['in memory', async () => new MemoryStore()],
  ['in the browser', () => openStore(`person${++people}@example.org`)],
];

describe.each(STORES)('%s', (_name, open) => {
  test('values are kept, changed, listed and removed', async () => {
    const store = await open();
    await store.put('settings', 'a', { x: 1 });
    await store.put('settings', 'a', { x: 2 });
    await store.put('settings', 'b', 'two');
    expect(await store.get('settings', 'a')).toEqual({ x: 2 });
    expect(await store.get('drafts', 'a')).toBeUndefined();
    expect([...(await store.all('settings'))].map((value) => JSON.stringify(value)).sort()).toEqual(['"two"', '{"x":2}']);
    await store.remove('settings', 'a');
    expect(await store.get('settings', 'a')).toBeUndefined();
  });
  test('the newest messages come oldest first, and are found by what they say', async () => {
    const store = await open();
    await store.keep('room@a', [3, 1, 2].map((at) => ({ id: `m${at}`, at, conversation: 'room@a', body: `text ${at}` })));
    await store.keep('other@a', [{ id: 'o', at: 9, conversation: 'other@a', body: 'text 2' }]);
    expect((await store.newest('room@a', 2)).map(({ id }) => id)).toEqual(['m2', 'm3']);
    const found = await store.find((message) => message['body'] === 'text 2', 10);
    expect(found.map(({ conversation }) => conversation)).toEqual(['other@a', 'room@a']);
    expect(await store.find(() => true, 10, 'room@a')).toHaveLength(3);
    await store.drop('room@a');
    expect(await store.newest('room@a', 10)).toEqual([]);
    expect(await store.newest('other@a', 10)).toHaveLength(1);
  });
});

describe('in the browser', () => {
  test('what lies there can not be read, and names nobody', async () => {
    const store = await openStore('secretive@example.org');
    await store.put('drafts', 'boss@example.org', 'my resignation');
    await store.keep('boss@example.org', [{ id: 'confidential-id', at: 1, conversation: 'boss@example.org', body: 'my resignation' }]);
    store.close();
    const name = (await indexedDB.databases()).map((each) => each.name ?? '').find((each) => each !== 'casemate-' && each.startsWith('casemate-'))!;
    let everything = '';
    for (const { name: one } of await indexedDB.databases()) {
      const db = await openDB(one ?? name);
      for (const table of ['values', 'messages']) {
        for (const record of await db.getAll(table)) everything += JSON.stringify(record) + new TextDecoder('latin1').decode(record.data);
      }
      db.close();
    }
    expect(everything.length).toBeGreaterThan(100);
    for (const word of ['resignation', 'boss', 'confidential', 'example']) expect(everything).not.toContain(word);
  });
  test('it is there again when it is opened again, and gone after a wipe', async () => {
    const first = await openStore('returning@example.org');
    await first.put('state', 'last', 'here');
    first.close();
    const second = await openStore('returning@example.org');
    expect(await second.get('state', 'last')).toBe('here');
    await second.wipe();
    const third = await openStore('returning@example.org');
    expect(await third.get('state', 'last')).toBeUndefined();
  });
  test('two tabs share what is kept', async () => {
    const [one, other] = await Promise.all([openStore('twice@example.org'), openStore('twice@example.org')]);
    await one.put('state', 'x', 1);
    expect(await other.get('state', 'x')).toBe(1);
  });
  test('a conversation that grows without end keeps its newest', async () => {
    const store = await openStore('busy@example.org');
    for (let from = 0; from < 5200; from += 1300) await store.keep('a@b', Array.from({ length: 1300 }, (_, n) => ({ id: `m${from + n}`, at: from + n })));
    const kept = await store.newest('a@b', 10_000);
    expect(kept).toHaveLength(5000);
    expect(kept.at(-1)?.id).toBe('m5199');
  }, 30_000);
});
