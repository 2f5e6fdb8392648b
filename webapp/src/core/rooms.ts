/** Rooms (XEP-0045): joined and left, who is in them, what they are called; those of one's own are bookmarks (XEP-0402). */
import { newId, type Context } from './context';
import { bare, domain, isAddress, local } from './jid';
import { NS } from './ns';
import { presenceOf, type People } from './people';
import { nickOf } from './reading';
import type { Jid, Occupant, Outside, RoomListing, RoomState } from './types';
import { StanzaError } from './wire/wire';
import { at, attr, child, children, text, x, type Xml } from './wire/xml';

const MOST_OCCUPANTS = 5000;
const JOIN_PATIENCE = 20_000;
const EXTERNAL_HAT = 'urn:casemate:hat:external';
const SELF = '110';

interface Room {
  readonly jid: Jid;
  name: string;
  topic: string;
  nick: string;
  password: string;
  joined: boolean;
  joining: boolean;
  problem: string;
  selfId: string | null;
  membersOnly: boolean;
  hidden: boolean;
  readonly occupants: Map<string, Occupant>;
  entered: ((problem: StanzaError | null) => void) | null;
  view: RoomView | null;
}
export interface RoomView {
  readonly name: string;
  readonly topic: string;
  readonly outside: Outside;
  readonly state: RoomState;
}
interface Bookmark {
  readonly name: string;
  readonly nick: string;
  readonly autojoin: boolean;
  readonly extra: readonly (Xml | string)[];
}

export class Rooms {
  readonly #context: Context;
  readonly #people: People;
  readonly #changed: (room: Jid) => void;
  readonly #joined: (room: Jid) => void;
  readonly #rooms = new Map<Jid, Room>();
  readonly #bookmarks = new Map<Jid, Bookmark>();
  #service: Jid | null = null;

  constructor(context: Context, people: People, changed: (room: Jid) => void, joined: (room: Jid) => void) {
    this.#context = context;
    this.#people = people;
    this.#changed = changed;
    this.#joined = joined;
  }

  isRoom(jid: Jid): boolean {
    return this.#rooms.has(jid) || this.#bookmarks.has(jid) || (this.#service !== null && domain(jid) === this.#service);
  }

  /** One's own nick and occupant id in a room. */
  self(jid: Jid): { nick: string; id: string | null } {
    const room = this.#rooms.get(jid);
    return { nick: room?.nick ?? '', id: room?.selfId ?? null };
  }

  occupant(jid: Jid, nick: string): Occupant | undefined {
    return this.#rooms.get(jid)?.occupants.get(nick);
  }

  view(jid: Jid): RoomView {
    const room = this.#room(jid);
    room.view ??= viewOf(room, this.#bookmarks.get(jid)?.name ?? '', this.#context.domain);
    return room.view;
  }

  #room(jid: Jid): Room {
    let room = this.#rooms.get(jid);
    if (!room) {
      room = { jid, name: '', topic: '', nick: '', password: '', joined: false, joining: false, problem: '', selfId: null, membersOnly: false, hidden: false, occupants: new Map(), entered: null, view: null };
      this.#rooms.set(jid, room);
    }
    return room;
  }

  #touch(room: Room): void {
    room.view = null;
    this.#changed(room.jid);
  }

  // ---- bookmarks

  async restore(): Promise<void> {
    for (const [jid, bookmark] of (await this.#context.store.get<[Jid, Bookmark][]>('state', 'bookmarks')) ?? []) this.#bookmarks.set(jid, bookmark);
  }

  /** Read the bookmarks and enter those rooms: of a new session, all anew. */
  async sync(): Promise<void> {
    for (const room of this.#rooms.values()) {
      room.joined = room.joining = false;
      room.occupants.clear();
      this.#touch(room);
    }
    try {
      const answer = await this.#context.wire.request('get', null, x('pubsub', NS.pubsub, {}, x('items', NS.pubsub, { node: NS.bookmarks })));
      this.#bookmarks.clear();
      for (const item of children(at(answer, ['pubsub', NS.pubsub], ['items', NS.pubsub]), 'item', NS.pubsub)) this.#bookmark(item);
      this.#keepBookmarks();
    } catch {
      // None were made yet.
    }
    for (const [jid, { autojoin }] of this.#bookmarks) if (autojoin) void this.join(jid).catch(() => undefined); // the problem stands in the room
  }

  event(items: Xml): void {
    for (const item of children(items, 'item', NS.pubsubEvent)) {
      const jid = this.#bookmark(item);
      if (!jid) continue;
      if (this.#bookmarks.get(jid)?.autojoin && !this.#room(jid).joined) void this.join(jid).catch(() => undefined);
      this.#touch(this.#room(jid));
    }
    for (const gone of children(items, 'retract', NS.pubsubEvent)) {
      const jid = bare(attr(gone, 'id'));
      if (this.#bookmarks.delete(jid) && this.#rooms.get(jid)?.joined) this.#exit(jid);
    }
    this.#keepBookmarks();
  }

  #bookmark(item: Xml): Jid | null {
    const jid = bare(attr(item, 'id'));
    const conference = child(item, 'conference', NS.bookmarks);
    if (!conference || !isAddress(jid)) return null;
    const autojoin = ['true', '1'].includes(attr(conference, 'autojoin'));
    this.#bookmarks.set(jid, { name: attr(conference, 'name').slice(0, 200), nick: text(child(conference, 'nick', NS.bookmarks)), autojoin, extra: child(conference, 'extensions', NS.bookmarks)?.children ?? [] });
    return jid;
  }

  #keepBookmarks(): void {
    void this.#context.store.put('state', 'bookmarks', [...this.#bookmarks]);
  }

  async #setBookmark(jid: Jid, autojoin: boolean): Promise<void> {
    const old = this.#bookmarks.get(jid);
    const room = this.#room(jid);
    const bookmark: Bookmark = { name: room.name || old?.name || local(jid), nick: room.nick || old?.nick || '', autojoin, extra: old?.extra ?? [] };
    this.#bookmarks.set(jid, bookmark);
    this.#keepBookmarks();
    const conference = x('conference', NS.bookmarks, { name: bookmark.name, autojoin: String(autojoin) }, bookmark.nick && x('nick', NS.bookmarks, {}, bookmark.nick), bookmark.extra.length > 0 && x('extensions', NS.bookmarks, {}, ...bookmark.extra));
    const field = (name: string, value: string, type?: string): Xml => x('field', NS.data, { var: name, type }, x('value', NS.data, {}, value));
    const options = x('x', NS.data, { type: 'submit' }, field('FORM_TYPE', NS.publishOptions, 'hidden'), field('pubsub#persist_items', 'true'), field('pubsub#max_items', 'max'), field('pubsub#send_last_published_item', 'never'), field('pubsub#access_model', 'whitelist'));
    await this.#context.wire.request('set', null, x('pubsub', NS.pubsub, {}, x('publish', NS.pubsub, { node: NS.bookmarks }, x('item', NS.pubsub, { id: jid }, conference)), x('publish-options', NS.pubsub, {}, options))).catch(() => undefined);
  }

  // ---- in and out

  async join(jid: Jid, password = ''): Promise<void> {
    const room = this.#room(jid);
    if (room.joined || room.joining) return;
    room.joining = true;
    room.problem = '';
    room.password = password || room.password;
    room.nick ||= this.#bookmarks.get(jid)?.nick || this.#people.me.name || local(this.#context.me);
    this.#touch(room);
    try {
      await this.#enter(room);
      room.joined = true;
      await this.#describe(room);
      if (!this.#bookmarks.get(jid)?.autojoin) void this.#setBookmark(jid, true);
    } catch (error) {
      room.problem = error instanceof StanzaError ? error.said || error.condition : '';
      throw error;
    } finally {
      room.joining = false;
      this.#touch(room);
    }
    this.#joined(jid);
  }

  async #enter(room: Room): Promise<void> {
    for (let tries = 0; ; tries++) {
      try {
        await this.#ask(room);
        return;
      } catch (error) {
        // Somebody else has the nick: ours gets a number.
        if (!(error instanceof StanzaError) || error.condition !== 'conflict' || tries === 5) throw error;
        room.nick = `${room.nick.replace(/ \d+$/, '')} ${tries + 2}`;
      }
    }
  }

  #ask(room: Room): Promise<void> {
    return new Promise((done, failed) => {
      const timer = setTimeout(() => room.entered?.(new StanzaError('remote-server-timeout', '')), JOIN_PATIENCE);
      room.entered = (problem) => {
        clearTimeout(timer);
        room.entered = null;
        if (problem) failed(problem);
        else done();
      };
      const enter = x('x', NS.muc, {}, x('history', NS.muc, { maxstanzas: 0 }), room.password && x('password', NS.muc, {}, room.password));
      this.#context.wire.send(x('presence', NS.client, { to: `${room.jid}/${room.nick}`, id: newId() }, enter));
    });
  }

  async leave(jid: Jid): Promise<void> {
    this.#exit(jid);
    if (this.#bookmarks.has(jid)) await this.#setBookmark(jid, false);
  }

  #exit(jid: Jid): void {
    const room = this.#room(jid);
    if (room.joined) this.#context.wire.send(x('presence', NS.client, { to: `${jid}/${room.nick}`, type: 'unavailable' }));
    room.joined = false;
    room.occupants.clear();
    this.#touch(room);
  }

  async #describe(room: Room): Promise<void> {
    const answer = await this.#context.wire.request('get', room.jid, x('query', NS.discoInfo)).catch(() => undefined);
    const query = child(answer, 'query', NS.discoInfo);
    const features = new Set(children(query, 'feature', NS.discoInfo).map((each) => attr(each, 'var')));
    room.name = attr(child(query, 'identity', NS.discoInfo), 'name').slice(0, 200) || room.name;
    room.membersOnly = features.has('muc_membersonly');
    room.hidden = features.has('muc_hidden');
  }

  /** Presence from a room; gives whether it was one. */
  present(stanza: Xml): boolean {
    const from = attr(stanza, 'from');
    const room = this.#rooms.get(bare(from));
    if (!room) return false;
    const type = attr(stanza, 'type');
    const user = child(stanza, 'x', NS.mucUser);
    const codes = new Set(children(user, 'status', NS.mucUser).map((each) => attr(each, 'code')));
    if (type === 'error') room.entered?.(StanzaError.of(stanza));
    else if (type === 'unavailable') this.#left(room, nickOf(from), user, codes);
    else if (type === '') this.#here(room, nickOf(from), stanza, user, codes);
    this.#touch(room);
    return true;
  }

  #here(room: Room, nick: string, stanza: Xml, user: Xml | undefined, codes: ReadonlySet<string>): void {
    const item = child(user, 'item', NS.mucUser);
    const jid = bare(attr(item, 'jid')) || null;
    const occupantId = attr(child(stanza, 'occupant-id', NS.occupant), 'id');
    const hats = children(child(stanza, 'hats', NS.hats), 'hat', NS.hats).map((hat) => attr(hat, 'uri'));
    const self = codes.has(SELF);
    if (room.occupants.size < MOST_OCCUPANTS || self) {
      room.occupants.set(nick, {
        nick,
        jid,
        occupantId,
        affiliation: affiliationOf(attr(item, 'affiliation')),
        role: roleOf(attr(item, 'role')),
        presence: presenceOf(stanza),
        external: hats.includes(EXTERNAL_HAT) || (jid !== null && domain(jid) !== this.#context.domain),
        avatar: jid ? this.#people.shown(jid).avatar : null,
      });
    }
    if (!self) return;
    room.nick = nick;
    room.selfId = occupantId || null;
    room.entered?.(null);
  }

  #left(room: Room, nick: string, user: Xml | undefined, codes: ReadonlySet<string>): void {
    const changedTo = codes.has('303') ? attr(child(user, 'item', NS.mucUser), 'nick') : '';
    room.occupants.delete(nick);
    if (nick !== room.nick) return;
    if (changedTo) {
      room.nick = changedTo;
      return;
    }
    if (!codes.has(SELF)) return;
    room.joined = false;
    room.occupants.clear();
    const reason = text(at(user, ['item', NS.mucUser], ['reason', NS.mucUser])).slice(0, 300);
    const why = codes.has('307') ? 'kicked' : codes.has('301') ? 'banned' : child(user, 'destroy', NS.mucUser) ? 'destroyed' : codes.has('321') || codes.has('322') ? 'members-only' : '';
    room.problem = why && (reason ? `${why}: ${reason}` : why);
  }

  /** A subject has come; only the room's own or an occupant's, without a body. */
  subject(jid: Jid, subject: string): void {
    const room = this.#room(jid);
    room.topic = subject;
    this.#touch(room);
  }

  // ---- looking after rooms

  async service(): Promise<Jid> {
    if (this.#service) return this.#service;
    const items = await this.#context.wire.request('get', this.#context.domain, x('query', NS.discoItems));
    for (const item of children(child(items, 'query', NS.discoItems), 'item', NS.discoItems)) {
      const info = await this.#context.wire.request('get', attr(item, 'jid'), x('query', NS.discoInfo)).catch(() => undefined);
      const identities = children(child(info, 'query', NS.discoInfo), 'identity', NS.discoInfo);
      if (identities.some((each) => attr(each, 'category') === 'conference')) return (this.#service = attr(item, 'jid'));
    }
    throw new StanzaError('service-unavailable', '');
  }

  async browse(query: string): Promise<readonly RoomListing[]> {
    const answer = await this.#context.wire.request('get', await this.service(), x('query', NS.discoItems));
    const wanted = query.trim().toLowerCase();
    const found = children(child(answer, 'query', NS.discoItems), 'item', NS.discoItems)
      .map((item) => ({ jid: bare(attr(item, 'jid')), name: attr(item, 'name') || local(attr(item, 'jid')) }))
      .filter(({ jid, name }) => isAddress(jid) && (name.toLowerCase().includes(wanted) || local(jid).toLowerCase().includes(wanted)))
      .slice(0, 100);
    return Promise.all(found.map((each) => this.#listing(each.jid, each.name)));
  }

  async #listing(jid: Jid, listed: string): Promise<RoomListing> {
    const info = await this.#context.wire.request('get', jid, x('query', NS.discoInfo)).catch(() => undefined);
    const query = child(info, 'query', NS.discoInfo);
    const values = new Map(children(child(query, 'x', NS.data), 'field', NS.data).map((field) => [attr(field, 'var'), text(child(field, 'value', NS.data))]));
    const count = Number(values.get('muc#roominfo_occupants') ?? NaN);
    return {
      jid,
      name: attr(child(query, 'identity', NS.discoInfo), 'name') || listed.replace(/ \(\d+\)$/, ''),
      description: (values.get('muc#roominfo_description') ?? '').slice(0, 500),
      occupants: Number.isInteger(count) ? count : null,
      membersOnly: children(query, 'feature', NS.discoInfo).some((each) => attr(each, 'var') === 'muc_membersonly'),
      joined: this.#rooms.get(jid)?.joined ?? false,
    };
  }

  async create(options: { name: string; description: string; membersOnly: boolean; hidden: boolean; invite: readonly Jid[] }): Promise<Jid> {
    const jid = `${nodeOf(options.name)}@${await this.service()}`;
    const taken = await this.#context.wire.request('get', jid, x('query', NS.discoInfo)).then(() => true, () => false);
    if (taken) throw new StanzaError('conflict', '');
    const room = this.#room(jid);
    room.name = options.name;
    room.nick = this.#people.me.name;
    await this.#enter(room);
    const field = (name: string, value: string | boolean): Xml => x('field', NS.data, { var: name }, x('value', NS.data, {}, typeof value === 'boolean' ? (value ? '1' : '0') : value));
    const form = x('x', NS.data, { type: 'submit' }, field('FORM_TYPE', NS.roomConfig), field('muc#roomconfig_roomname', options.name), field('muc#roomconfig_roomdesc', options.description), field('muc#roomconfig_persistentroom', true), field('muc#roomconfig_membersonly', options.membersOnly), field('muc#roomconfig_publicroom', !options.hidden));
    await this.#context.wire.request('set', jid, x('query', NS.mucOwner, {}, form));
    room.joined = true;
    await this.#describe(room);
    await this.#setBookmark(jid, true);
    this.#touch(room);
    this.#joined(jid);
    if (options.invite.length) await this.invite(jid, options.invite, '');
    return jid;
  }

  async invite(jid: Jid, people: readonly Jid[], reason: string): Promise<void> {
    for (const person of people) {
      if (this.view(jid).state.membersOnly) await this.setAffiliation(jid, person, 'member').catch(() => undefined);
      this.#context.wire.send(x('message', NS.client, { to: jid, id: newId() }, x('x', NS.mucUser, {}, x('invite', NS.mucUser, { to: person }, reason && x('reason', NS.mucUser, {}, reason)))));
    }
  }

  async setTopic(jid: Jid, topic: string): Promise<void> {
    this.#context.wire.send(x('message', NS.client, { to: jid, type: 'groupchat', id: newId() }, { name: 'subject', ns: NS.client, attrs: {}, children: [topic] }));
  }

  async setAffiliation(jid: Jid, person: Jid, affiliation: RoomState['affiliation']): Promise<void> {
    await this.#context.wire.request('set', jid, x('query', NS.mucAdmin, {}, x('item', NS.mucAdmin, { jid: person, affiliation })));
  }

  async kick(jid: Jid, nick: string, reason: string): Promise<void> {
    await this.#context.wire.request('set', jid, x('query', NS.mucAdmin, {}, x('item', NS.mucAdmin, { nick, role: 'none' }, reason && x('reason', NS.mucAdmin, {}, reason))));
  }

  async destroy(jid: Jid, reason: string): Promise<void> {
    await this.#context.wire.request('set', jid, x('query', NS.mucOwner, {}, x('destroy', NS.mucOwner, {}, reason && x('reason', NS.mucOwner, {}, reason))));
    this.#bookmarks.delete(jid);
    this.#rooms.delete(jid);
    this.#keepBookmarks();
    await this.#context.wire.request('set', null, x('pubsub', NS.pubsub, {}, x('retract', NS.pubsub, { node: NS.bookmarks, notify: 'true' }, x('item', NS.pubsub, { id: jid })))).catch(() => undefined);
  }

  get all(): readonly Jid[] {
    return [...new Set([...this.#bookmarks].filter(([, each]) => each.autojoin).map(([jid]) => jid))];
  }
}

function viewOf(room: Room, bookmarked: string, ours: string): RoomView {
  const occupants = [...room.occupants.values()].sort((a, b) => a.nick.localeCompare(b.nick));
  const outside = occupants.filter((each) => each.external);
  const domains = new Set(outside.flatMap((each) => (each.jid && domain(each.jid) !== ours ? [domain(each.jid)] : [])));
  const self = room.occupants.get(room.nick);
  return {
    name: room.name || bookmarked || local(room.jid),
    topic: room.topic,
    outside: { people: outside.length, domains: [...domains] },
    state: { joined: room.joined, joining: room.joining, problem: room.problem, nick: room.nick, affiliation: self?.affiliation ?? 'none', role: self?.role ?? 'none', occupants, membersOnly: room.membersOnly, hidden: room.hidden },
  };
}

function affiliationOf(name: string): RoomState['affiliation'] {
  return (['owner', 'admin', 'member', 'outcast'] as const).find((each) => each === name) ?? 'none';
}
function roleOf(name: string): RoomState['role'] {
  return (['moderator', 'participant', 'visitor'] as const).find((each) => each === name) ?? 'none';
}

/** The local part of a room's address, made of its name. */
export function nodeOf(name: string): string {
  const plain = name.normalize('NFKD').toLowerCase().replace(/[\u0300-\u036f]/g, '').replace(/[^\p{L}\p{N}]+/gu, '-').replace(/^-+|-+$/g, '');
  return plain.slice(0, 60) || newId().slice(0, 8);
}
