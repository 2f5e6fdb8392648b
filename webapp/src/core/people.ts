/** Contacts and their requests (RFC 6121), presence, profiles (XEP-0172, XEP-0292, XEP-0084), blocking (XEP-0191). */
import { newId, type Context } from './context';
import { bare, domain, isAddress, local, resource } from './jid';
import { NS } from './ns';
import { publish } from './prefs';
import type { Availability, Contact, Events, Jid, Presence, Profile } from './types';
import { at, attr, child, children, elements, text, x, type Xml } from './wire/xml';

const OFFLINE: Presence = { availability: 'offline', status: '' };
const MOST_AVATAR = 200_000; // bytes
const MOST_ASKING = 200;

interface Known {
  readonly name: string;
  readonly nick: string;
  readonly avatar: string | null;
  readonly avatarHash: string;
  readonly title: string;
  readonly email: string;
}
interface Entry {
  readonly name: string;
  readonly subscription: Contact['subscription'];
  readonly asked: boolean;
}
const NOBODY: Known = { name: '', nick: '', avatar: null, avatarHash: '', title: '', email: '' };

export class People {
  readonly #context: Context;
  readonly #changed: () => void;
  readonly #entries = new Map<Jid, Entry>();
  readonly #asking = new Set<Jid>();
  readonly #presences = new Map<Jid, Map<string, Presence & { priority: number }>>();
  readonly #known = new Map<Jid, Known>();
  readonly #blocked = new Set<Jid>();
  readonly #fetching = new Map<Jid, Promise<void>>();
  #mine: Presence = { availability: 'available', status: '' };

  constructor(context: Context, changed: () => void) {
    this.#context = context;
    this.#changed = changed;
  }

  get contacts(): readonly Contact[] {
    const listed = [...this.#entries.keys()].filter((jid) => jid !== this.#context.contact).map((jid) => this.contact(jid));
    return listed.sort((a, b) => a.name.localeCompare(b.name));
  }

  get requests(): readonly Contact[] {
    return [...this.#asking].map((jid) => this.contact(jid));
  }

  get me(): Events['me'] {
    return { ...this.shown(this.#context.me), presence: this.#mine };
  }

  contact(jid: Jid): Contact {
    const entry = this.#entries.get(jid);
    return { ...this.shown(jid), presence: this.presence(jid), subscription: entry?.subscription ?? 'none', asked: entry?.asked ?? false, asking: this.#asking.has(jid) };
  }

  /** A person as they are shown, by what is known already. */
  shown(jid: Jid): Profile {
    const known = this.#known.get(jid) ?? NOBODY;
    const name = this.#entries.get(jid)?.name || known.nick || known.name || (jid === this.#context.contact ? 'Casemate' : local(jid)) || jid;
    return { jid, name, avatar: known.avatar, title: known.title, email: known.email, external: this.isOutside(jid) };
  }

  isOutside(jid: Jid): boolean {
    return domain(jid) !== this.#context.domain;
  }

  presence(jid: Jid): Presence {
    const all = [...(this.#presences.get(jid)?.values() ?? [])].sort((a, b) => b.priority - a.priority);
    const best = all[0];
    return best ? { availability: best.availability, status: best.status } : OFFLINE;
  }

  isBlocked(jid: Jid): boolean {
    return this.#blocked.has(jid);
  }

  // ---- from the server

  async restore(): Promise<void> {
    for (const kept of await this.#context.store.all<[Jid, Known]>('profiles')) this.#known.set(kept[0], { ...kept[1], avatar: null });
    for (const [jid, entry] of (await this.#context.store.get<[Jid, Entry][]>('state', 'roster')) ?? []) this.#entries.set(jid, entry);
  }

  /** Read contacts and blocked people, and be seen. */
  async sync(): Promise<void> {
    const [roster, blocked] = await Promise.all([
      this.#context.wire.request('get', null, x('query', NS.roster)),
      this.#context.wire.request('get', null, x('blocklist', NS.blocking)).catch(() => undefined),
    ]);
    this.#entries.clear();
    this.#presences.clear();
    for (const item of children(child(roster, 'query', NS.roster), 'item', NS.roster)) this.#item(item);
    this.#blocked.clear();
    for (const item of children(child(blocked, 'blocklist', NS.blocking), 'item', NS.blocking)) this.#blocked.add(attr(item, 'jid'));
    this.#keepRoster();
    this.#changed();
    void this.#fetch(this.#context.me);
  }

  push(stanza: Xml): void {
    // Only our own server pushes, and it does so without `from` or with our bare address (RFC 6121 section 2.1.6).
    const from = attr(stanza, 'from');
    if (from && from !== this.#context.me) return;
    for (const item of children(child(stanza, 'query', NS.roster), 'item', NS.roster)) this.#item(item);
    for (const item of children(child(stanza, 'block', NS.blocking), 'item', NS.blocking)) this.#blocked.add(attr(item, 'jid'));
    const unblocked = child(stanza, 'unblock', NS.blocking);
    const listed = children(unblocked, 'item', NS.blocking);
    if (unblocked && !listed.length) this.#blocked.clear();
    for (const item of listed) this.#blocked.delete(attr(item, 'jid'));
    this.#keepRoster();
    this.#changed();
  }

  #item(item: Xml): void {
    const jid = bare(attr(item, 'jid'));
    const subscription = attr(item, 'subscription') as Contact['subscription'];
    if (subscription === 'remove') this.#entries.delete(jid);
    else if (isAddress(jid)) this.#entries.set(jid, { name: attr(item, 'name').slice(0, 200), subscription: subscription || 'none', asked: attr(item, 'ask') === 'subscribe' });
  }

  #keepRoster(): void {
    void this.#context.store.put('state', 'roster', [...this.#entries]);
  }

  /** Presence of people (that of rooms goes elsewhere). */
  present(stanza: Xml): void {
    const from = bare(attr(stanza, 'from'));
    const type = attr(stanza, 'type');
    if (type === 'subscribe') {
      if (this.#asking.size < MOST_ASKING && !this.#blocked.has(from)) this.#asking.add(from);
      const nick = text(child(stanza, 'nick', NS.nick)).slice(0, 200);
      if (nick) this.#learn(from, { nick });
    } else if (type === 'unsubscribe' || type === 'subscribed' || type === 'unsubscribed') {
      this.#asking.delete(from);
    } else if (type === '' || type === 'unavailable') {
      this.#seen(from, resource(attr(stanza, 'from')), stanza, type === '');
    } else return;
    this.#changed();
  }

  #seen(from: Jid, where: string, stanza: Xml, available: boolean): void {
    const all = this.#presences.get(from) ?? new Map<string, Presence & { priority: number }>();
    this.#presences.set(from, all);
    if (available && all.size < 50) all.set(where, { ...presenceOf(stanza), priority: Number(text(child(stanza, 'priority', NS.client))) || 0 });
    else all.delete(where);
  }

  /** What somebody has published (XEP-0163). */
  event(from: Jid, items: Xml): void {
    const node = attr(items, 'node');
    const item = child(items, 'item', NS.pubsubEvent);
    if (node === NS.nick) this.#learn(from, { nick: text(child(item, 'nick', NS.nick)).trim().slice(0, 200) });
    else if (node === NS.avatarMeta) void this.#avatar(from, attr(at(item, ['metadata', NS.avatarMeta], ['info', NS.avatarMeta]), 'id'));
    else return;
    this.#changed();
  }

  #learn(jid: Jid, more: Partial<Known>): void {
    const known = { ...(this.#known.get(jid) ?? NOBODY), ...more };
    this.#known.set(jid, known);
    void this.#context.store.put('profiles', jid, [jid, { ...known, avatar: null }]);
  }

  async #avatar(jid: Jid, hash: string): Promise<void> {
    const known = this.#known.get(jid);
    if (known?.avatarHash === hash && (known.avatar || !hash)) return;
    if (!hash) {
      this.#learn(jid, { avatar: null, avatarHash: '' });
      return;
    }
    const answer = await this.#context.wire.request('get', jid, x('pubsub', NS.pubsub, {}, x('items', NS.pubsub, { node: NS.avatarData }, x('item', NS.pubsub, { id: hash })))).catch(() => undefined);
    const data = text(at(answer, ['pubsub', NS.pubsub], ['items', NS.pubsub], ['item', NS.pubsub], ['data', NS.avatarData])).replace(/\s/g, '');
    const picture = pictureOf(data);
    if (!picture) return;
    this.#learn(jid, { avatar: this.#context.blobs.make(picture.bytes, picture.type), avatarHash: hash });
    this.#changed();
  }

  /** Everything about a person, asked for if it is not known. */
  async profile(jid: Jid): Promise<Profile> {
    await this.#fetch(jid);
    return this.shown(jid);
  }

  #fetch(jid: Jid): Promise<void> {
    const running = this.#fetching.get(jid) ?? this.#fetchNow(jid).finally(() => setTimeout(() => this.#fetching.delete(jid), 60_000));
    this.#fetching.set(jid, running);
    return running;
  }

  async #fetchNow(jid: Jid): Promise<void> {
    const ask = (node: string): Promise<Xml | undefined> => this.#context.wire.request('get', jid, x('pubsub', NS.pubsub, {}, x('items', NS.pubsub, { node, max_items: 1 }))).catch(() => undefined);
    const [card, metadata] = await Promise.all([ask(NS.vcard4Node), ask(NS.avatarMeta)]);
    const item = (answer: Xml | undefined): Xml | undefined => at(answer, ['pubsub', NS.pubsub], ['items', NS.pubsub], ['item', NS.pubsub]);
    const vcard = child(item(card), 'vcard', NS.vcard4);
    const say = (name: string): string => text(elements(child(vcard, name, NS.vcard4))[0]).trim().slice(0, 300);
    if (vcard) this.#learn(jid, { name: say('fn'), title: say('title'), email: say('email') });
    await this.#avatar(jid, attr(at(item(metadata), ['metadata', NS.avatarMeta], ['info', NS.avatarMeta]), 'id'));
    this.#changed();
  }

  // ---- to the server

  announce(): void {
    const { availability, status } = this.#mine;
    const show = { available: '', away: 'away', dnd: 'dnd', offline: '' }[availability];
    this.#context.wire.send(
      availability === 'offline'
        ? x('presence', NS.client, { type: 'unavailable' })
        : x('presence', NS.client, {}, show && x('show', NS.client, {}, show), status && x('status', NS.client, {}, status)),
    );
  }

  setPresence(presence: Presence): void {
    this.#mine = { availability: presence.availability, status: presence.status.slice(0, 200) };
    void this.#context.store.put('state', 'presence', this.#mine);
    this.announce();
    this.#changed();
  }

  async add(jid: Jid): Promise<void> {
    if (!isAddress(jid)) throw new TypeError(`${jid} is no address`);
    if (!this.#entries.has(jid)) await this.#context.wire.request('set', null, x('query', NS.roster, {}, x('item', NS.roster, { jid })));
    this.#context.wire.send(x('presence', NS.client, { to: jid, type: 'subscribe', id: newId() }));
  }

  async answer(jid: Jid, accept: boolean): Promise<void> {
    this.#context.wire.send(x('presence', NS.client, { to: jid, type: accept ? 'subscribed' : 'unsubscribed', id: newId() }));
    this.#asking.delete(jid);
    if (accept && this.#entries.get(jid)?.subscription !== 'to' && this.#entries.get(jid)?.subscription !== 'both') await this.add(jid);
    this.#changed();
  }

  async remove(jid: Jid): Promise<void> {
    await this.#context.wire.request('set', null, x('query', NS.roster, {}, x('item', NS.roster, { jid, subscription: 'remove' })));
  }

  async block(jid: Jid, blocked: boolean): Promise<void> {
    await this.#context.wire.request('set', null, x(blocked ? 'block' : 'unblock', NS.blocking, {}, x('item', NS.blocking, { jid })));
  }

  async setProfile(changes: { name?: string; title?: string; avatar?: Blob | null }): Promise<void> {
    const known = this.#known.get(this.#context.me) ?? NOBODY;
    if (changes.name !== undefined || changes.title !== undefined) {
      const { name, title } = { name: known.name, title: known.title, ...changes };
      const said = (kind: string, value: string): Xml | false => value !== '' && x(kind, NS.vcard4, {}, x('text', NS.vcard4, {}, value));
      await publish(this.#context, NS.vcard4Node, 'current', x('vcard', NS.vcard4, {}, said('fn', name), said('title', title)), { open: true });
      if (changes.name !== undefined) await publish(this.#context, NS.nick, 'current', x('nick', NS.nick, {}, name), { open: true });
      this.#learn(this.#context.me, { name, title, nick: changes.name ?? known.nick });
    }
    if (changes.avatar !== undefined) await this.#setAvatar(changes.avatar);
    this.#changed();
  }

  async #setAvatar(avatar: Blob | null): Promise<void> {
    if (!avatar) {
      await publish(this.#context, NS.avatarMeta, 'none', x('metadata', NS.avatarMeta), { open: true });
      this.#learn(this.#context.me, { avatar: null, avatarHash: '' });
      return;
    }
    if (avatar.size > MOST_AVATAR) throw new RangeError('the picture is too large');
    const bytes = new Uint8Array(await avatar.arrayBuffer());
    const hash = [...new Uint8Array(await crypto.subtle.digest('SHA-1', bytes))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
    const type = pictureType(bytes);
    if (!type) throw new TypeError('this is no picture');
    await publish(this.#context, NS.avatarData, hash, x('data', NS.avatarData, {}, base64(bytes)), { open: true });
    await publish(this.#context, NS.avatarMeta, hash, x('metadata', NS.avatarMeta, {}, x('info', NS.avatarMeta, { bytes: bytes.length, id: hash, type })), { open: true });
    this.#learn(this.#context.me, { avatar: this.#context.blobs.make(bytes, type), avatarHash: hash });
  }
}

export function presenceOf(stanza: Xml): Presence {
  const show = text(child(stanza, 'show', NS.client));
  const availability: Availability = show === 'dnd' ? 'dnd' : show === 'away' || show === 'xa' ? 'away' : 'available';
  return { availability, status: text(child(stanza, 'status', NS.client)).slice(0, 200) };
}

function pictureOf(data: string): { bytes: Uint8Array<ArrayBuffer>; type: string } | null {
  if (!data || data.length > MOST_AVATAR * 1.4) return null;
  try {
    const bytes = Uint8Array.from(atob(data), (letter) => letter.charCodeAt(0));
    const type = pictureType(bytes);
    return type ? { bytes, type } : null;
  } catch {
    return null;
  }
}

/** What a picture is by its first bytes: what is claimed is not asked. */
function pictureType(bytes: Uint8Array): string | null {
  const first = String.fromCharCode(...bytes.slice(0, 12));
  if (first.startsWith('\x89PNG')) return 'image/png';
  if (first.startsWith('\xff\xd8\xff')) return 'image/jpeg';
  if (first.startsWith('GIF8')) return 'image/gif';
  return first.startsWith('RIFF') && first.slice(8) === 'WEBP' ? 'image/webp' : null;
}

function base64(bytes: Uint8Array): string {
  let letters = '';
  for (let place = 0; place < bytes.length; place += 8192) letters += String.fromCharCode(...bytes.subarray(place, place + 8192));
  return btoa(letters);
}
