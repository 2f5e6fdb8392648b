import { beforeEach, describe, expect, test, vi } from 'vitest';

import { createMessenger } from './messenger';
import { NS } from './ns';
import { MemoryStore } from './store/memory';
import type { Store } from './store/store';
import type { Connection, Events, Jid, Message, Messenger } from './types';
import { FakeWire, result } from './wire/fake';
import { attr, child, children, elements, text, x, type Xml } from './wire/xml';

const ME = 'erin@example.org';
const FRED = 'fred@example.org';
const MALLORY = 'mallory@example.org';
const BEGIN = Date.UTC(2026, 0, 2);

let wire: FakeWire;
let store: Store;
let now: number;
let told: { [K in keyof Events]?: Events[K][] };

function make(): Messenger {
  const messenger = createMessenger({
    me: ME,
    origin: 'https://example.org',
    wire,
    store,
    drafts: false,
    now: () => now,
    blobs: { make: () => 'blob:1' },
    directory: async () => [],
    uploader: { put: async () => ({ status: 500, said: '', state: 'ready' }) },
  });
  for (const event of ['incoming', 'invited', 'connection'] as const) messenger.on(event, (value) => (told[event] = [...(told[event] ?? []), value] as never));
  return messenger;
}

async function online(messenger: Messenger): Promise<Messenger> {
  await messenger.start();
  return again(messenger);
}
async function again(messenger: Messenger): Promise<Messenger> {
  await vi.waitFor(() => expect(messenger.connection.state).toBe('online'));
  return messenger;
}

beforeEach(() => {
  wire = new FakeWire(ME);
  store = new MemoryStore();
  now = BEGIN;
  told = {};
});

let count = 0;
/** A message as our own server delivers it, with the id under which it is in our archive. */
function said(from: Jid, body: string, more: readonly Xml[] = [], attrs: Record<string, string> = {}): Xml {
  count += 1;
  const archived = x('stanza-id', NS.sid, { by: ME, id: attrs['archive'] ?? `a${count}` });
  return x('message', NS.client, { from: `${from}/phone`, to: ME, type: 'chat', id: attrs['id'] ?? `m${count}` }, body && x('body', NS.client, {}, body), archived, ...more);
}
const request = (): Xml => x('request', NS.receipts);
const bodies = (messenger: Messenger, id: Jid = FRED): string[] => messenger.timeline(id).messages.map((message) => message.body);
const only = (messenger: Messenger, id: Jid = FRED): Message => {
  const { messages } = messenger.timeline(id);
  expect(messages).toHaveLength(1);
  return messages[0]!;
};
const texts = (): string[] => wire.sent.map((each) => text(child(each, 'body', NS.client))).filter(Boolean);
/** What we have sent, as our archive has it. */
const copied = (stanza: Xml): Xml => ({ ...stanza, attrs: { ...stanza.attrs, from: `${ME}/web` } });
const has = (stanza: Xml, name: string, ns: string): Xml | undefined => child(stanza, name, ns);

describe('a message that is sent', () => {
  test('is shown at once and is sent, delivered, read, never less', async () => {
    const messenger = await online(make());
    const id = messenger.send(FRED, 'hello');
    expect(only(messenger)).toMatchObject({ id, state: 'sending', mine: true, body: 'hello' });
    wire.ack(id);
    expect(only(messenger).state).toBe('sent');
    wire.hear(said(FRED, '', [x('displayed', NS.markers, { id })]));
    expect(only(messenger).state).toBe('read');
    wire.hear(said(FRED, '', [x('received', NS.receipts, { id })]));
    expect(only(messenger).state).toBe('read');
  });

  test('goes out once, whether or not the server has acknowledged it when something else begins', async () => {
    const messenger = await online(make());
    messenger.send(FRED, 'one');
    messenger.send(FRED, 'two');
    wire.lose();
    messenger.send(FRED, 'three');
    expect(texts()).toEqual(['one', 'two']);
    wire.resume(); // the stream itself sends again what was under way
    await again(messenger);
    expect(texts()).toEqual(['one', 'two', 'three']);
  });

  test('goes out again under the same id in a new session, unless the archive has it', async () => {
    const messenger = await online(make());
    messenger.send(FRED, 'arrived');
    const lost = messenger.send(FRED, 'lost');
    const [arrived] = wire.sent.filter((each) => has(each, 'body', NS.client));
    wire.lose();
    wire.archive(copied(arrived!), 'a-arrived', now);
    wire.sent.length = 0;
    wire.begin();
    await again(messenger);
    expect(texts()).toEqual(['lost']);
    expect(attr(wire.sent.find((each) => has(each, 'body', NS.client)), 'id')).toBe(lost);
    expect(messenger.timeline(FRED).messages.map(({ state }) => state)).toEqual(['sent', 'sending']);
  });

  test('that was written while the session is being read waits until it is known what arrived', async () => {
    const messenger = make();
    await messenger.start();
    messenger.send(FRED, 'early');
    expect(texts()).toEqual([]);
    await again(messenger);
    expect(texts()).toEqual(['early']);
  });

  test('outlives a page that was closed without a connection, however much was missed', async () => {
    const first = await online(make());
    wire.hear(said(FRED, 'before'));
    wire.lose();
    first.send(FRED, 'kept');
    await first.stop({ forget: false });
    wire = new FakeWire(ME);
    for (let number = 0; number < 1200; number++) wire.archive(said(MALLORY, `n${number}`), `b${number}`, now + number);
    const second = await online(make());
    await second.open(FRED);
    expect(texts()).toEqual(['kept']);
    expect(second.timeline(FRED).messages.filter(({ body }) => body === 'kept')).toHaveLength(1);
  });

  test('that is refused says why, is not sent by itself again, and is tried again under another id', async () => {
    const messenger = await online(make());
    const id = messenger.send(FRED, '4539 1488 0343 6467');
    const verdict = x('verdict', NS.verdict, { verdict: 'coach', state: 'unsent', code: 'c1' }, x('masked', NS.verdict, {}, '4539 •••• •••• 6467'), x('text', NS.verdict, {}, 'A card number.'));
    const condition = x('not-acceptable', 'urn:ietf:params:xml:ns:xmpp-stanzas');
    wire.hear(x('message', NS.client, { from: FRED, to: ME, type: 'error', id }, x('error', NS.client, { type: 'modify' }, condition, verdict)));
    expect(only(messenger)).toMatchObject({ state: 'coached', verdict: { action: 'coach', text: 'A card number.', code: 'c1' } });
    wire.lose();
    wire.sent.length = 0;
    wire.begin();
    await again(messenger);
    expect(texts()).toEqual([]);
    messenger.sendMasked(FRED, id);
    expect(texts()).toEqual(['4539 •••• •••• 6467']);
    expect(only(messenger).body).toBe('4539 •••• •••• 6467');
  });

  test('that is given up is shown no more, also after a restart', async () => {
    const messenger = await online(make());
    const id = messenger.send(FRED, 'no');
    wire.hear(x('message', NS.client, { from: FRED, to: ME, type: 'error', id }, x('error', NS.client, { type: 'cancel' }, x('service-unavailable', 'urn:ietf:params:xml:ns:xmpp-stanzas'))));
    expect(only(messenger).state).toBe('failed');
    messenger.discard(FRED, id);
    expect(bodies(messenger)).toEqual([]);
    await messenger.stop({ forget: false });
    wire = new FakeWire(ME);
    const next = await online(make());
    await next.open(FRED);
    expect(next.timeline(FRED).messages).toEqual([]);
  });
});

describe('changes', () => {
  test('made without a connection go out with it, after the message that they change', async () => {
    const messenger = await online(make());
    wire.lose();
    const id = messenger.send(FRED, 'first');
    messenger.edit(FRED, id, 'second');
    messenger.react(FRED, id, '👍');
    messenger.retract(FRED, id);
    wire.begin();
    await again(messenger);
    const kinds = wire.sent.filter((each) => each.name === 'message').map((each) => ['replace', 'reactions', 'retract'].find((name) => elements(each).some((part) => part.name === name)) ?? 'message');
    expect(kinds).toEqual(['message', 'replace', 'reactions', 'retract']);
  });

  test('that the server refuses are undone, with the reason', async () => {
    const messenger = await online(make());
    const id = messenger.send(FRED, 'fine');
    wire.ack(id);
    messenger.edit(FRED, id, 'secret');
    expect(only(messenger).body).toBe('secret');
    const edit = wire.sent.at(-1);
    wire.hear(x('message', NS.client, { from: FRED, to: ME, type: 'error', id: attr(edit, 'id') }, x('error', NS.client, { type: 'modify' }, x('not-acceptable', 'urn:ietf:params:xml:ns:xmpp-stanzas'), x('text', 'urn:ietf:params:xml:ns:xmpp-stanzas', {}, 'It is secret.'))));
    expect(only(messenger)).toMatchObject({ body: 'fine', edited: null, state: 'sent', verdict: { text: 'It is secret.', ways: ['edit'] } });
  });

  test('read backwards out of an archive end as the last one says', async () => {
    wire.most = 1;
    const original = said(FRED, 'one', [], { id: 'x1' });
    wire.archive(original, 'a1', BEGIN);
    wire.archive(said(FRED, 'two', [x('replace', NS.correct, { id: 'x1' })]), 'a2', BEGIN + 1);
    wire.archive(said(FRED, 'three', [x('replace', NS.correct, { id: 'x1' })]), 'a3', BEGIN + 2);
    wire.archive(said(FRED, '', [x('reactions', NS.reactions, { id: 'x1' }, x('reaction', NS.reactions, {}, '👍'))]), 'a4', BEGIN + 3);
    wire.archive(said(FRED, '', [x('reactions', NS.reactions, { id: 'x1' }, x('reaction', NS.reactions, {}, '🎉'))]), 'a5', BEGIN + 4);
    wire.archive(said(FRED, 'end'), 'a6', BEGIN + 5);
    const messenger = await online(make());
    await messenger.loadUntil(FRED, { at: 0 });
    const [first] = messenger.timeline(FRED).messages;
    expect(bodies(messenger)).toEqual(['three', 'end']);
    expect(first?.reactions.map(({ emoji }) => emoji)).toEqual(['🎉']);
  });

  test('of a message that is not here wait for it, and not without end', async () => {
    const messenger = await online(make());
    for (let number = 0; number < 3000; number++) wire.hear(said(FRED, '', [x('reactions', NS.reactions, { id: `never${number}` }, x('reaction', NS.reactions, {}, '👍'))]));
    wire.hear(said(FRED, 'late', [x('replace', NS.correct, { id: 'y1' })]));
    wire.hear(said(FRED, 'early', [], { id: 'y1' }));
    expect(bodies(messenger)).toEqual(['late']);
  });
});

describe('what others may not do', () => {
  test('copies from anybody but ourselves are no copies', async () => {
    const messenger = await online(make());
    const inside = x('message', NS.client, { from: `${FRED}/x`, to: ME, type: 'chat', id: 'f' }, x('body', NS.client, {}, 'forged'));
    for (const name of ['sent', 'received']) {
      wire.hear(x('message', NS.client, { from: `${MALLORY}/x`, to: ME, type: 'chat' }, x(name, NS.carbons, {}, x('forwarded', NS.forward, {}, inside))));
      wire.hear(x('message', NS.client, { from: `${ME}.evil/x`, to: ME, type: 'chat' }, x(name, NS.carbons, {}, x('forwarded', NS.forward, {}, inside))));
    }
    expect(bodies(messenger)).toEqual([]);
    wire.hear(x('message', NS.client, { from: ME, to: `${ME}/web`, type: 'chat' }, x('received', NS.carbons, {}, x('forwarded', NS.forward, {}, inside))));
    expect(bodies(messenger)).toEqual(['forged']);
  });

  test('results of an archive count only from the archive that was asked', async () => {
    wire.archive(said(FRED, 'true'), 'a', BEGIN);
    const hear = wire.hear.bind(wire);
    wire.hear = (stanza) => {
      const queryId = attr(has(stanza, 'result', NS.mam), 'queryid');
      const forged = { id: 'z', at: BEGIN, stanza: said(FRED, 'forged') };
      if (queryId) {
        hear(result(forged, queryId, MALLORY));
        hear(result(forged, 'guessed', ME));
      }
      hear(stanza);
    };
    const messenger = await online(make());
    await messenger.open(FRED);
    expect(bodies(messenger)).toEqual(['true']);
  });

  test('a message is changed and taken back by its author only, also where ids are the same', async () => {
    const messenger = await online(make());
    const id = messenger.send(FRED, 'mine');
    wire.ack(id);
    wire.hear(said(FRED, 'forged', [x('replace', NS.correct, { id })]));
    wire.hear(said(FRED, '', [x('retract', NS.retract, { id })]));
    expect(only(messenger)).toMatchObject({ body: 'mine', recalled: null, edited: null });
    const other = messenger.send(FRED, 'also mine');
    wire.ack(other);
    // Fred takes our id for a message of his own: his changes are of his, receipts are of ours.
    now += 10;
    wire.hear(said(FRED, 'his', [], { id: other }));
    wire.hear(said(FRED, 'his new', [x('replace', NS.correct, { id: other })]));
    wire.hear(said(FRED, '', [x('received', NS.receipts, { id: other })]));
    expect(messenger.timeline(FRED).messages.map(({ body, state }) => [body, state])).toEqual([['mine', 'sent'], ['also mine', 'delivered'], ['his new', 'delivered']]);
    messenger.edit(FRED, other, 'still mine');
    expect(bodies(messenger)).toEqual(['mine', 'still mine', 'his new']);
  });

  test('receipts, read marks and reactions count in the conversation that they come from', async () => {
    const messenger = await online(make());
    const id = messenger.send(FRED, 'to fred');
    wire.ack(id);
    for (const part of [x('received', NS.receipts, { id }), x('displayed', NS.markers, { id }), x('reactions', NS.reactions, { id }, x('reaction', NS.reactions, {}, '💩')), x('retract', NS.retract, { id })]) wire.hear(said(MALLORY, '', [part]));
    expect(only(messenger)).toMatchObject({ state: 'sent', reactions: [], recalled: null });
  });

  test('nobody reacts for somebody else, nor more than twenty times', async () => {
    const messenger = await online(make());
    const id = messenger.send(FRED, 'x');
    wire.hear(said(FRED, '', [x('reactions', NS.reactions, { id }, ...Array.from({ length: 90 }, (_, place) => x('reaction', NS.reactions, {}, String.fromCodePoint(0x1f600 + place))))]));
    const { reactions } = only(messenger);
    expect(reactions).toHaveLength(20);
    expect(reactions.every(({ mine, count: many }) => !mine && many === 1)).toBe(true);
  });

  test('only a room of ours speaks as a room, and nobody whispers as one', async () => {
    const messenger = await online(make());
    wire.hear(x('message', NS.client, { from: `${MALLORY}/Boss`, to: ME, type: 'groupchat', id: 'g' }, x('body', NS.client, {}, 'pay me')));
    expect(messenger.conversations).toEqual([]);
    expect(messenger.timeline(MALLORY).messages).toEqual([]);
    const room = 'lamps@rooms.example.org';
    const bookmark = x('item', NS.pubsubEvent, { id: room }, x('conference', NS.bookmarks, { name: 'Lamps', autojoin: 'false' }));
    wire.hear(x('message', NS.client, { from: ME, to: ME, type: 'headline' }, x('event', NS.pubsubEvent, {}, x('items', NS.pubsubEvent, { node: NS.bookmarks }, bookmark))));
    wire.hear(x('message', NS.client, { from: `${room}/ann`, to: ME, type: 'groupchat', id: 'g1' }, x('body', NS.client, {}, 'said'), x('occupant-id', NS.occupant, { id: 'o1' })));
    wire.hear(x('message', NS.client, { from: `${room}/mallory`, to: ME, type: 'chat', id: 'w1' }, x('body', NS.client, {}, 'whispered')));
    wire.hear(x('message', NS.client, { from: `${room}/mallory`, to: ME, type: 'groupchat', id: 'g2' }, x('retract', NS.retract, { id: 'g1' }, x('moderated', NS.moderate)), x('occupant-id', NS.occupant, { id: 'o2' })));
    wire.hear(x('message', NS.client, { from: `${room}/ann`, to: ME, type: 'groupchat', id: 'g3' }, x('body', NS.client, {}, 'forged'), x('replace', NS.correct, { id: 'g1' }), x('occupant-id', NS.occupant, { id: 'o2' })));
    expect(only(messenger, room)).toMatchObject({ body: 'said', recalled: null, edited: null });
    wire.hear(x('message', NS.client, { from: room, to: ME, type: 'groupchat', id: 'g4' }, x('retract', NS.retract, { id: 'g1' }, x('moderated', NS.moderate), x('reason', NS.retract, {}, 'spam'))));
    expect(only(messenger, room).recalled).toMatchObject({ by: 'moderator', reason: 'spam' });
  });

  test('what a policy has found is told by the service only', async () => {
    const messenger = await online(make());
    wire.hear(said(FRED, 'click here', [x('verdict', NS.verdict, { verdict: 'notice', state: 'delivered' }, x('text', NS.verdict, {}, 'Casemate has checked this link.'))]));
    expect(only(messenger).verdict).toBeNull();
  });

  test('settings, bookmarks and read marks come from ourselves', async () => {
    const messenger = await online(make());
    const items = (node: string, payload: Xml, id = 'current'): Xml => x('event', NS.pubsubEvent, {}, x('items', NS.pubsubEvent, { node }, x('item', NS.pubsubEvent, { id }, payload)));
    const settings = items(NS.settings, x('settings', NS.settings, {}, JSON.stringify({ settings: { theme: 'dark' }, talks: {} })));
    wire.hear(x('message', NS.client, { from: MALLORY, to: ME, type: 'headline' }, settings));
    wire.hear(x('message', NS.client, { from: MALLORY, to: ME, type: 'headline' }, items(NS.bookmarks, x('conference', NS.bookmarks, { autojoin: 'true' }), 'trap@evil.example')));
    expect(messenger.settings.theme).toBe('system');
    expect(messenger.conversations).toEqual([]);
    wire.hear(x('message', NS.client, { from: ME, to: ME, type: 'headline' }, settings));
    expect(messenger.settings.theme).toBe('dark');
  });

  test('a text without end is cut', async () => {
    const messenger = await online(make());
    wire.hear(said(FRED, 'a'.repeat(500_000)));
    expect(only(messenger).body.length).toBeLessThanOrEqual(20_000);
  });
});

describe('after a time away', () => {
  test('everything is there once and in order, however it comes', async () => {
    const messenger = await online(make());
    const one = said(FRED, 'one', [], { archive: 'a-1' });
    wire.archive(one, 'a-1', BEGIN);
    wire.hear(one);
    wire.lose();
    now += 60_000;
    for (let number = 2; number <= 350; number++) wire.archive(said(FRED, `${number}`, [], { archive: `a-${number}` }), `a-${number}`, BEGIN + number);
    wire.begin();
    // The server hands out what waited as well, while the archive is read.
    wire.hear(said(FRED, '350', [x('delay', NS.delay, { stamp: new Date(BEGIN + 350).toISOString() })], { archive: 'a-350' }));
    await again(messenger);
    await messenger.open(FRED);
    expect(bodies(messenger)).toEqual(['one', ...Array.from({ length: 349 }, (_, place) => `${place + 2}`)]);
  });

  test('too long for catching up, one unbroken piece begins anew, also of what was not open', async () => {
    const first = await online(make());
    const old = said(FRED, 'old', [], { archive: 'old' });
    wire.archive(old, 'old', BEGIN);
    wire.hear(old);
    await first.stop({ forget: false });
    const { archives } = wire;
    wire = new FakeWire(ME);
    for (const [of, lines] of archives) wire.archives.set(of, lines);
    for (let number = 0; number < 1500; number++) wire.archive(said(FRED, `${number}`, [], { archive: `n-${number}` }), `n-${number}`, BEGIN + 1 + number);
    const second = await online(make());
    await second.open(FRED);
    const shown = bodies(second);
    expect(shown.at(-1)).toBe('1499');
    expect(shown).toEqual(Array.from({ length: shown.length }, (_, place) => `${1500 - shown.length + place}`));
  });

  test('a session whose reading was cut off is read when the stream goes on', async () => {
    const messenger = make();
    await messenger.start();
    wire.lose();
    wire.archive(said(FRED, 'meanwhile'), 'a', BEGIN);
    await vi.waitFor(() => expect(messenger.connection.state).toBe('offline'));
    wire.resume();
    await again(messenger);
    expect(bodies(messenger)).toEqual(['meanwhile']);
  });

  test('a server that stumbles while the session is read is asked again', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout'] });
    vi.spyOn(console, 'error').mockImplementation(() => undefined);
    try {
      const messenger = make();
      wire.refuses = (payload) => payload.ns === NS.roster;
      await messenger.start();
      await vi.advanceTimersByTimeAsync(1000);
      expect(messenger.connection.state).toBe('connecting');
      wire.refuses = () => false;
      await vi.advanceTimersByTimeAsync(10_000);
      expect(messenger.connection.state).toBe('online');
    } finally {
      vi.useRealTimers();
      vi.restoreAllMocks();
    }
  });

  test('whoever is signed out is told so', async () => {
    const messenger = await online(make());
    wire.refuse('over');
    expect(messenger.connection).toEqual({ state: 'signed-out', reason: 'over' } satisfies Connection);
  });
});

describe('reading', () => {
  test('receipts go to those who ask, once, and not for what another client of ours was sent', async () => {
    const messenger = await online(make());
    const received = (): string[] => wire.sent.flatMap((each) => children(each, 'received', NS.receipts).map((part) => attr(part, 'id')));
    const asked = said(FRED, 'one', [request()], { id: 'r1' });
    wire.hear(asked);
    wire.hear(asked);
    wire.hear(said(FRED, 'two', [], { id: 'r2' }));
    wire.hear(x('message', NS.client, { from: ME, to: `${ME}/web` }, x('received', NS.carbons, {}, x('forwarded', NS.forward, {}, said(FRED, 'three', [request()], { id: 'r3' })))));
    expect(received()).toEqual(['r1']);
    expect(bodies(messenger)).toEqual(['one', 'two', 'three']);
  });

  test('counts, marks and tells; without a connection as soon as there is one', async () => {
    const messenger = await online(make());
    wire.hear(said(FRED, 'one', [], { id: 'd1', archive: 's1' }));
    wire.hear(said(FRED, 'two', [], { id: 'd2', archive: 's2' }));
    expect(messenger.conversations[0]).toMatchObject({ id: FRED, unread: 2 });
    expect(told.incoming).toHaveLength(2);
    wire.lose();
    messenger.markRead(FRED);
    expect(messenger.conversations[0]).toMatchObject({ unread: 0 });
    wire.resume();
    await again(messenger);
    await vi.waitFor(() => expect(wire.nodes.get(NS.mds)?.has(FRED)).toBe(true));
    const item = wire.nodes.get(NS.mds)?.get(FRED);
    expect(attr(child(child(item, 'displayed', NS.mds), 'stanza-id', NS.sid), 'id')).toBe('s2');
    const displayed = wire.sent.flatMap((each) => children(each, 'displayed', NS.markers).map((part) => attr(part, 'id')));
    expect(displayed).toEqual(['d2']);
  });

  test('what was read elsewhere is read here', async () => {
    const messenger = await online(make());
    wire.hear(said(FRED, 'one', [], { archive: 's1' }));
    wire.hear(said(FRED, 'two', [], { archive: 's2' }));
    const item = x('item', NS.pubsubEvent, { id: FRED }, x('displayed', NS.mds, {}, x('stanza-id', NS.sid, { by: ME, id: 's1' })));
    wire.hear(x('message', NS.client, { from: ME, to: ME, type: 'headline' }, x('event', NS.pubsubEvent, {}, x('items', NS.pubsubEvent, { node: NS.mds }, item))));
    expect(messenger.conversations[0]).toMatchObject({ unread: 1 });
    expect(messenger.timeline(FRED).messages.find(({ id }) => id === messenger.timeline(FRED).firstUnread)?.body).toBe('two');
  });

  test('nothing is announced that is muted, old, or looked at', async () => {
    const messenger = await online(make());
    messenger.mute(FRED, true);
    wire.hear(said(FRED, 'muted'));
    messenger.mute(FRED, false);
    wire.hear(said(FRED, 'old', [x('delay', NS.delay, { stamp: new Date(BEGIN - 3_600_000).toISOString() })]));
    messenger.setActive(FRED, true);
    wire.hear(said(FRED, 'seen'));
    expect(told.incoming).toBeUndefined();
    messenger.setActive(FRED, false);
    wire.hear(said(FRED, 'news'));
    expect(told.incoming?.map(({ message }) => message.body)).toEqual(['news']);
  });

  test('a conversation that nobody looks at does not grow without end', async () => {
    const messenger = await online(make());
    for (let number = 0; number < 3300; number++) wire.hear(said(FRED, `${number}`));
    const shown = bodies(messenger);
    expect(shown.length).toBeLessThan(3001);
    expect(shown.at(-1)).toBe('3299');
  });
});
