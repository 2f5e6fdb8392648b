/** The messenger: joins the parts of the core, and is all that the rest of the app sees of it. */
import { Archive, isResult } from './archive';
import { CatchUp } from './catch-up';
import type { Blobs, Context } from './context';
import { DraftCheck } from './draft-check';
import { Emitter } from './emitter';
import { Flow, isGroupchat, type Outcome } from './flow';
import { bare, domain } from './jid';
import { NS } from './ns';
import { Outbox } from './outbox';
import { People } from './people';
import { Prefs, ReadMarks } from './prefs';
import { forwarded } from './reading';
import { report } from './report';
import { Rooms } from './rooms';
import { search } from './search';
import type { Store } from './store/store';
import { Talks } from './talks';
import { Timelines } from './timelines';
import type { Connection, Events, Jid, Messenger, Notify, Presence, Profile, ReportReason, SendOptions, Settings, Timeline, Unsubscribe, Uploader } from './types';
import { isError, type Wire } from './wire/wire';
import { attr, child, children, x, type Xml } from './wire/xml';

const FIRST_LINES = 30; // a conversation that is opened shows at least so many, if there are
const MOST_PAGES = 40; // to look for a message further back
const AGAIN = 5000; // milliseconds before a session that could not be read is read again
const COMPOSING = 3000; // milliseconds between telling that one types

export interface Options {
  readonly me: Jid;
  /** `https://host:port`, where files of ours are. */
  readonly origin: string;
  readonly wire: Wire;
  readonly store: Store;
  readonly uploader: Uploader;
  readonly blobs: Blobs;
  readonly now?: () => number;
  readonly drafts: boolean;
  /** Colleagues whose address has these letters in it. */
  readonly directory: (query: string) => Promise<readonly { readonly jid: string; readonly name: string }[]>;
}

export function createMessenger(options: Options): Messenger {
  return new Core(options);
}

class Core implements Messenger {
  readonly #context: Context;
  readonly #options: Options;
  readonly #people: People;
  readonly #prefs: Prefs;
  readonly #marks: ReadMarks;
  readonly #rooms: Rooms;
  readonly #timelines: Timelines;
  readonly #talks: Talks;
  readonly #archive: Archive;
  readonly #flow: Flow;
  readonly #outbox: Outbox;
  readonly #catchUp: CatchUp;
  readonly #drafts: DraftCheck;
  #connection: Connection;
  #active: Jid | null = null;
  #visible = true;
  #composed = 0;
  #synced = false;
  #session = 0;
  /** Read without a connection, and not told yet: message by conversation. */
  readonly #displayed = new Map<Jid, string>();
  /** Rooms whose archive was read in this session. */
  readonly #read = new Set<Jid>();

  constructor(options: Options) {
    const { me, wire, store, uploader, blobs } = options;
    this.#options = options;
    const now = options.now ?? Date.now;
    const context: Context = { wire, store, uploader, blobs, now, me, domain: domain(me), contact: `casemate@${domain(me)}`, events: new Emitter<Events>() };
    const origin = (): string => options.origin;
    this.#context = context;
    this.#connection = { state: 'connecting', since: now() };
    this.#people = new People(context, () => this.#peopleChanged());
    this.#prefs = new Prefs(context, (what) => (what === 'settings' ? context.events.emit('settings', this.settings) : this.#talks.tell()));
    this.#marks = new ReadMarks(context);
    this.#rooms = new Rooms(context, this.#people, (room) => this.#roomChanged(room), (room) => void this.#roomJoined(room));
    this.#timelines = new Timelines(context);
    this.#talks = new Talks(context, this.#people, this.#prefs, this.#rooms);
    this.#archive = new Archive(context);
    this.#flow = new Flow(context, this.#timelines, this.#talks, this.#people, this.#rooms, origin);
    this.#outbox = new Outbox(context, this.#timelines, this.#talks, this.#people, this.#rooms, origin, (room) => this.#read.has(room));
    this.#catchUp = new CatchUp(context, this.#archive, this.#flow, this.#timelines, this.#talks, this.#rooms, (outcome, follows) => this.#missed(outcome, follows));
    this.#drafts = new DraftCheck(context);
    wire.on('message', (stanza) => this.#message(stanza));
    wire.on('presence', (stanza) => void (this.#rooms.present(stanza) || this.#people.present(stanza)));
    wire.on('push', (stanza) => this.#people.push(stanza));
    wire.on('acked', ({ id }) => this.#outbox.acked(id));
    wire.on('started', () => void this.#started());
    wire.on('resumed', () => (this.#synced ? this.#online(true) : void this.#started()));
    wire.on('lost', ({ nextTry }) => this.#connected({ state: 'offline', since: this.#connection.state === 'offline' ? this.#connection.since : now(), nextTry }));
    wire.on('refused', ({ reason }) => this.#connected({ state: 'signed-out', reason }));
  }

  // ---- connection

  on<K extends keyof Events>(event: K, listener: (value: Events[K]) => void): Unsubscribe {
    return this.#context.events.on(event, listener);
  }

  async start(): Promise<void> {
    await Promise.all([this.#prefs.restore(), this.#marks.restore(), this.#people.restore(), this.#rooms.restore(), this.#catchUp.restore()]);
    await this.#talks.restore();
    await this.#outbox.restore();
    this.#context.events.emit('settings', this.settings);
    this.#peopleChanged();
    this.#context.wire.start();
  }

  async stop({ forget }: { forget: boolean }): Promise<void> {
    await this.#prefs.flush();
    await this.#timelines.flush();
    await this.#context.wire.stop();
    if (forget) await this.#context.store.wipe();
    else this.#context.store.close();
  }

  reconnect(): void {
    this.#context.wire.retry();
  }

  #connected(now: Connection): void {
    this.#connection = now;
    this.#context.events.emit('connection', now);
  }

  #online(resumed: boolean): void {
    this.#connected({ state: 'online', since: this.#context.now(), resumed });
    this.#outbox.ready();
    void this.#marks.resend();
    for (const [conversation, id] of this.#displayed) this.#tellRead(conversation, id);
    if (this.#active && this.#visible) this.markRead(this.#active);
  }

  /** A new session: everything is read anew, then what was written meanwhile goes out. */
  async #started(): Promise<void> {
    const session = ++this.#session;
    this.#synced = false;
    this.#read.clear();
    this.#outbox.begin();
    this.#connected({ state: 'connecting', since: this.#context.now() });
    try {
      await Promise.all([this.#context.wire.request('set', null, x('enable', NS.carbons)), this.#rooms.service().catch(() => undefined), this.#people.sync(), this.#prefs.sync(), this.#marks.sync()]);
      this.#people.announce();
      await this.#catchUp.own();
      await this.#rooms.sync();
      if (session !== this.#session) return;
      this.#synced = true;
      for (const jid of this.#rooms.all) if (!this.#talks.has(jid)) this.#talks.set(jid, { kind: 'room' });
      for (const jid of this.#timelines.conversations) this.#count(jid);
      this.#online(false);
      if (this.#active) void this.open(this.#active);
    } catch (error) {
      // If the stream has ended meanwhile, the next one begins again.
      if (session !== this.#session || !this.#context.wire.open) return;
      console.error('the session could not be read', error);
      setTimeout(() => void (session === this.#session && this.#context.wire.open && this.#started()), AGAIN);
    }
  }

  get connection(): Connection {
    return this.#connection;
  }
  get conversations(): Messenger['conversations'] {
    return this.#talks.list;
  }
  get contacts(): Messenger['contacts'] {
    return this.#people.contacts;
  }
  get requests(): Messenger['requests'] {
    return this.#people.requests;
  }
  get me(): Messenger['me'] {
    return this.#people.me;
  }
  get settings(): Settings {
    return this.#prefs.settings;
  }

  // ---- what comes in

  #message(stanza: Xml): void {
    if (isResult(stanza)) return;
    const from = bare(attr(stanza, 'from'));
    if (isError(stanza)) this.#outbox.refused(from, attr(stanza, 'id'));
    const event = child(child(stanza, 'event', NS.pubsubEvent), 'items', NS.pubsubEvent);
    if (event) return this.#event(from || this.#context.me, event);
    const carbon = child(stanza, 'sent', NS.carbons) ?? child(stanza, 'received', NS.carbons);
    if (carbon) {
      // Only our own server makes carbons (XEP-0280 section 11).
      const inside = from === this.#context.me || from === '' ? forwarded(carbon) : null;
      if (inside) this.#heard(this.#flow.direct(inside.stanza, 'carbon'));
      return;
    }
    if (this.#invitation(stanza, from)) return;
    // Only a room of ours speaks as one.
    if (isGroupchat(stanza)) this.#heard(this.#rooms.isRoom(from) ? this.#flow.room(stanza, 'live') : null);
    else if (!this.#people.isBlocked(from)) this.#heard(this.#flow.direct(stanza, 'live'));
  }

  #event(from: Jid, items: Xml): void {
    const node = attr(items, 'node');
    if (from !== this.#context.me) return this.#people.event(from, items);
    if (node === NS.bookmarks) this.#rooms.event(items);
    else if (node === NS.settings) this.#prefs.event(items);
    else if (node === NS.mds) for (const jid of this.#marks.event(items)) this.#count(jid);
    else this.#people.event(from, items);
  }

  #invitation(stanza: Xml, from: Jid): boolean {
    const mediated = child(child(stanza, 'x', NS.mucUser), 'invite', NS.mucUser);
    const direct = child(stanza, 'x', NS.conference);
    const room = mediated ? from : bare(attr(direct, 'jid'));
    if (!room || (!mediated && !direct)) return false;
    const inviter = mediated ? bare(attr(mediated, 'from')) : from;
    if (this.#people.isBlocked(inviter)) return true;
    const reason = mediated ? children(mediated, 'reason', NS.mucUser).map((each) => each.children.join(''))[0] : attr(direct, 'reason');
    this.#context.events.emit('invited', { room, from: inviter, reason: (reason ?? '').slice(0, 300) });
    return true;
  }

  /** A message came while we were here. */
  #heard(outcome: Outcome | null): void {
    if (!outcome) return;
    const { conversation, line, fresh } = outcome;
    const room = this.#talks.get(conversation).kind === 'room';
    if (this.#synced) this.#catchUp.reached(room ? conversation : this.#context.me, line.stanzaId);
    if (line.mine) {
      this.#outbox.arrived(line.originId);
      if (fresh) this.#talks.set(conversation, { unread: 0, mentions: 0 });
      return;
    }
    if (!fresh) return;
    this.#talks.types(conversation, line.from.nick, false);
    if (!room) this.#receipt(outcome);
    if (this.#active !== conversation) this.#timelines.piece(conversation).trim();
    if (this.#active === conversation && this.#visible) this.markRead(conversation);
    else {
      const { unread, mentions } = this.#talks.get(conversation);
      if (unread === 0) this.#timelines.piece(conversation).firstUnread = line.id;
      this.#talks.set(conversation, { unread: unread + 1, mentions: mentions + (line.mentionsMe || !room ? 1 : 0) });
      this.#deserves(conversation, outcome);
    }
  }

  #deserves(conversation: Jid, { line }: Outcome): void {
    const view = this.#talks.view(conversation);
    const wanted = view.notify === 'all' || (view.notify === 'mentions' && line.mentionsMe);
    if (wanted && !view.muted && !line.recalled && this.#context.now() - line.at < 120_000) this.#context.events.emit('incoming', { conversation: view, message: line });
  }

  #receipt({ conversation, line, wantsReceipt }: Outcome): void {
    if (!wantsReceipt || !line.attrId || line.external && !this.settings.sendReadMarks) return;
    this.#context.wire.send(x('message', NS.client, { to: conversation, type: 'chat' }, x('received', NS.receipts, { id: line.attrId }), x('store', NS.hints)));
  }

  /** A message came while we were away; if it `follows` on from what was read before, nobody has told its sender. */
  #missed(outcome: Outcome, follows: boolean): void {
    const { conversation, line, fresh } = outcome;
    if (line.mine) this.#outbox.arrived(line.originId);
    else if (fresh && follows && this.#talks.get(conversation).kind === 'direct') this.#receipt(outcome);
  }

  /** What is unread, by how far it was read here or elsewhere. */
  #count(conversation: Jid): void {
    const piece = this.#timelines.piece(conversation);
    const read = this.#marks.of(conversation);
    const upTo = read ? piece.lines.findLastIndex((line) => line.stanzaId === read) : -1;
    const own = piece.lines.findLastIndex((line) => line.mine);
    if (read === '' && own < 0 && !this.#talks.get(conversation).unread && piece.complete === false && this.#talks.get(conversation).kind === 'room') return;
    const after = piece.lines.slice(Math.max(upTo, own) + 1).filter((line) => !line.mine && !line.recalled);
    const room = this.#talks.get(conversation).kind === 'room';
    piece.firstUnread = after[0]?.id ?? null;
    this.#talks.set(conversation, { unread: after.length, mentions: room ? after.filter((line) => line.mentionsMe).length : after.length });
    this.#timelines.tell(conversation);
  }

  #peopleChanged(): void {
    const { events } = this.#context;
    events.emit('contacts', this.contacts);
    events.emit('requests', this.requests);
    events.emit('me', this.me);
    this.#talks.tell();
  }

  #roomChanged(room: Jid): void {
    if (!this.#talks.has(room) && this.#rooms.all.includes(room)) this.#talks.set(room, { kind: 'room' });
    this.#talks.tell();
  }

  async #roomJoined(room: Jid): Promise<void> {
    if (!this.#talks.has(room)) this.#talks.set(room, { kind: 'room', lastActivity: this.#context.now() });
    await this.#timelines.restore(room);
    await this.#catchUp.room(room).catch(() => undefined); // an archive that is closed to us leaves what comes live
    this.#read.add(room);
    this.#count(room);
    this.#outbox.flush();
  }

  // ---- reading

  async open(conversation: Jid): Promise<Timeline> {
    const room = this.#rooms.isRoom(conversation);
    if (!this.#talks.has(conversation)) this.#talks.set(conversation, { kind: room ? 'room' : 'direct', lastActivity: this.#context.now() });
    if (this.#prefs.talk(conversation).hidden !== undefined) this.#prefs.setTalk(conversation, { hidden: undefined as never });
    await this.#timelines.restore(conversation);
    const piece = this.#timelines.piece(conversation);
    this.#timelines.tell(conversation);
    if (room && !this.#rooms.view(conversation).state.joined && this.#context.wire.open) await this.#rooms.join(conversation).catch(() => undefined);
    if (piece.lines.length < FIRST_LINES && this.#context.wire.open) await this.loadOlder(conversation).catch(() => undefined);
    if (!room) void this.#people.profile(conversation).catch(() => undefined);
    return this.timeline(conversation);
  }

  timeline(conversation: Jid): Timeline {
    return this.#timelines.view(conversation);
  }

  loadOlder(conversation: Jid): Promise<void> {
    return this.#catchUp.older(conversation);
  }

  async loadUntil(conversation: Jid, target: { id: string } | { at: number }): Promise<string | null> {
    const piece = this.#timelines.piece(conversation);
    const here = (): string | null => ('id' in target ? piece.find(target.id)?.id : piece.lines[0] && (piece.lines[0].at < target.at || piece.complete) ? piece.lines.find((line) => line.at >= target.at)?.id : undefined) ?? null;
    for (let pages = 0; pages < MOST_PAGES && here() === null && !piece.complete; pages++) await this.loadOlder(conversation);
    return here();
  }

  markRead(conversation: Jid): void {
    const talk = this.#talks.get(conversation);
    const last = this.#timelines.piece(conversation).lines.findLast((line) => line.stanzaId !== null && !line.mine);
    if (this.#prefs.talk(conversation).markedUnread) this.#prefs.setTalk(conversation, { markedUnread: false });
    if (talk.unread) this.#talks.set(conversation, { unread: 0, mentions: 0 });
    if (!last?.stanzaId || this.#marks.of(conversation) === last.stanzaId) return;
    const room = talk.kind === 'room';
    this.#marks.mark(conversation, last.stanzaId, room ? conversation : this.#context.me);
    if (this.settings.sendReadMarks && !room && last.attrId) this.#tellRead(conversation, last.attrId);
  }

  /** Tell the other how far it was read (XEP-0333), now or when there is a session. */
  #tellRead(conversation: Jid, id: string): void {
    if (!this.#context.wire.open) {
      this.#displayed.set(conversation, id);
      return;
    }
    this.#displayed.delete(conversation);
    this.#context.wire.send(x('message', NS.client, { to: conversation, type: 'chat' }, x('displayed', NS.markers, { id }), x('store', NS.hints)));
  }

  markUnread(conversation: Jid, message: string): void {
    const piece = this.#timelines.piece(conversation);
    const place = piece.lines.findIndex((line) => line.id === message);
    piece.firstUnread = place < 0 ? null : message;
    this.#prefs.setTalk(conversation, { markedUnread: true });
    this.#talks.set(conversation, { unread: place < 0 ? 0 : piece.lines.slice(place).filter((line) => !line.mine).length });
    this.#timelines.tell(conversation);
  }

  setActive(conversation: Jid | null, visible: boolean): void {
    if (this.#active && this.#active !== conversation) {
      this.#paused(this.#active);
      this.#timelines.piece(this.#active).firstUnread = null;
    }
    if (visible !== this.#visible) this.#context.wire.attend(visible);
    this.#active = conversation;
    this.#visible = visible;
    if (conversation && visible) this.markRead(conversation);
  }

  // ---- writing

  send(conversation: Jid, text: string, options?: SendOptions): string {
    this.setDraft(conversation, '');
    this.#composed = 0;
    return this.#outbox.send(conversation, text, options);
  }
  edit(conversation: Jid, message: string, text: string): void {
    this.#outbox.edit(conversation, message, text);
  }
  retract(conversation: Jid, message: string): void {
    this.#outbox.retract(conversation, message);
  }
  moderate(conversation: Jid, message: string, reason: string): Promise<void> {
    return this.#outbox.moderate(conversation, message, reason);
  }
  react(conversation: Jid, message: string, emoji: string): void {
    this.#outbox.react(conversation, message, emoji);
  }
  retry(conversation: Jid, message: string): void {
    this.#outbox.retry(conversation, message);
  }
  discard(conversation: Jid, message: string): void {
    this.#outbox.discard(conversation, message);
  }
  async confirm(conversation: Jid, message: string, reason: string): Promise<void> {
    this.#outbox.confirm(conversation, message, reason);
  }
  sendMasked(conversation: Jid, message: string): void {
    this.#outbox.sendMasked(conversation, message);
  }
  report(conversation: Jid, message: string, reason: ReportReason, text: string): Promise<void> {
    const line = this.#timelines.piece(conversation).find(message);
    const by = this.#talks.get(conversation).kind === 'room' ? conversation : this.#context.me;
    return report(this.#context, line?.stanzaId ?? line?.attrId ?? message, by, reason, text);
  }
  sendFile(conversation: Jid, file: Blob, name: string, caption?: string): string {
    return this.#outbox.sendFile(conversation, file, name, caption);
  }
  cancelUpload(_conversation: Jid, message: string): void {
    this.#outbox.cancel(message);
  }

  typing(conversation: Jid, composing: boolean): void {
    const now = this.#context.now();
    if (!composing) return this.#paused(conversation);
    if (now - this.#composed < COMPOSING) return;
    this.#composed = now;
    this.#state(conversation, 'composing');
  }
  #paused(conversation: Jid): void {
    if (!this.#composed) return;
    this.#composed = 0;
    this.#state(conversation, 'paused');
  }
  #state(conversation: Jid, state: string): void {
    const type = this.#talks.get(conversation).kind === 'room' ? 'groupchat' : 'chat';
    this.#context.wire.send(x('message', NS.client, { to: conversation, type }, x(state, NS.states), x('no-store', NS.hints)));
  }

  setDraft(conversation: Jid, text: string): void {
    this.#talks.setDraft(conversation, text);
  }
  async checkDraft(conversation: Jid, text: string): ReturnType<Messenger['checkDraft']> {
    return this.#options.drafts ? this.#drafts.check(conversation, text) : null;
  }

  // ---- conversations

  pin(conversation: Jid, pinned: boolean): void {
    this.#prefs.setTalk(conversation, { pinned });
  }
  mute(conversation: Jid, muted: boolean): void {
    this.#prefs.setTalk(conversation, { muted });
  }
  setNotify(conversation: Jid, notify: Notify): void {
    this.#prefs.setTalk(conversation, { notify });
  }
  hide(conversation: Jid): void {
    this.#prefs.setTalk(conversation, { hidden: this.#talks.get(conversation).lastActivity });
  }

  // ---- rooms

  rooms(query: string): ReturnType<Messenger['rooms']> {
    return this.#rooms.browse(query);
  }
  createRoom(options: Parameters<Messenger['createRoom']>[0]): Promise<Jid> {
    return this.#rooms.create(options);
  }
  join(room: Jid, password?: string): Promise<void> {
    return this.#rooms.join(room, password);
  }
  async leave(room: Jid): Promise<void> {
    await this.#rooms.leave(room);
    this.#talks.forget(room);
  }
  invite(room: Jid, people: readonly Jid[], reason: string): Promise<void> {
    return this.#rooms.invite(room, people, reason);
  }
  setTopic(room: Jid, topic: string): Promise<void> {
    return this.#rooms.setTopic(room, topic);
  }
  setAffiliation(room: Jid, person: Jid, affiliation: Parameters<Messenger['setAffiliation']>[2]): Promise<void> {
    return this.#rooms.setAffiliation(room, person, affiliation);
  }
  kick(room: Jid, nick: string, reason: string): Promise<void> {
    return this.#rooms.kick(room, nick, reason);
  }
  async destroyRoom(room: Jid, reason: string): Promise<void> {
    await this.#rooms.destroy(room, reason);
    this.#talks.forget(room);
  }

  // ---- people

  addContact(person: Jid): Promise<void> {
    return this.#people.add(person);
  }
  answerRequest(person: Jid, accept: boolean): Promise<void> {
    return this.#people.answer(person, accept);
  }
  removeContact(person: Jid): Promise<void> {
    return this.#people.remove(person);
  }
  block(person: Jid, blocked: boolean): Promise<void> {
    return this.#people.block(person, blocked);
  }
  async directory(query: string): Promise<readonly Profile[]> {
    const found = await this.#options.directory(query);
    return found.filter(({ jid }) => jid !== this.#context.me).map(({ jid }) => this.#people.shown(jid));
  }
  profile(person: Jid): Promise<Profile> {
    return this.#people.profile(person);
  }
  setProfile(changes: Parameters<Messenger['setProfile']>[0]): Promise<void> {
    return this.#people.setProfile(changes);
  }
  setPresence(presence: Presence): void {
    this.#people.setPresence(presence);
  }
  setSettings(changes: Partial<Settings>): void {
    this.#prefs.setSettings(changes);
  }

  // ---- finding

  search(query: string, conversation?: Jid): ReturnType<Messenger['search']> {
    return search(this.#context, this.#timelines, query, conversation);
  }
  files(conversation: Jid): ReturnType<Messenger['files']> {
    return this.#timelines.piece(conversation).lines.filter((line) => line.file !== null);
  }
  pins(conversation: Jid): readonly string[] {
    return this.#prefs.talk(conversation).pins ?? [];
  }
  async setPin(conversation: Jid, message: string, pinned: boolean): Promise<void> {
    const id = this.#timelines.piece(conversation).find(message)?.stanzaId ?? message;
    const others = this.pins(conversation).filter((each) => each !== id && each !== message);
    this.#prefs.setTalk(conversation, { pins: pinned ? [...others, id].slice(-100) : others });
    this.#timelines.tell(conversation);
  }
}
