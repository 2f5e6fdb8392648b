/** What goes out: shown at once, kept until the server has it, sent once (its id stays the same). */
import { newId, type Context } from './context';
import { cardOf, cleanName, described, Files, NotSent, sha256 } from './files';
import { recalled, withReaction } from './flow';
import { NO_MESSAGE, type Line } from './line';
import { linksIn } from './links';
import { NS } from './ns';
import type { People } from './people';
import type { Rooms } from './rooms';
import type { Talks } from './talks';
import type { Timelines } from './timelines';
import type { FileState, Jid, SendOptions } from './types';
import { x, type Xml } from './wire/xml';

interface Under {
  readonly conversation: Jid;
  readonly stanza: Xml;
}

export class Outbox {
  readonly #context: Context;
  readonly #timelines: Timelines;
  readonly #talks: Talks;
  readonly #people: People;
  readonly #rooms: Rooms;
  readonly #files: Files;
  readonly #origin: () => string;
  readonly #entered: (room: Jid) => boolean;
  #reading = true;
  /** Not known to have arrived, in the order in which it was written: messages, and changes to messages. */
  readonly #under = new Map<string, Under>();
  /** Of those, what this session has taken: after a resumption the stream itself sends it again. */
  readonly #taken = new Set<string>();
  readonly #blobs = new Map<string, { file: Blob; name: string; caption: string }>();

  constructor(context: Context, timelines: Timelines, talks: Talks, people: People, rooms: Rooms, origin: () => string, entered: (room: Jid) => boolean) {
    this.#context = context;
    this.#timelines = timelines;
    this.#talks = talks;
    this.#people = people;
    this.#rooms = rooms;
    this.#files = new Files(context);
    this.#origin = origin;
    this.#entered = entered;
  }

  // ---- messages

  send(conversation: Jid, body: string, options: SendOptions = {}): string {
    const id = newId();
    const extra = [this.#reply(conversation, options.reply), ...mentions(options)];
    const quoted = this.#quote(conversation, options.reply);
    this.#show(conversation, id, body, this.#stanza(conversation, id, quoted + body, [...extra, quoted !== '' && fallback(quoted)]), { reply: this.#replied(conversation, options.reply) });
    return id;
  }

  #show(conversation: Jid, id: string, body: string, stanza: Xml | null, more: Partial<Line> = {}): Line {
    const me = this.#people.me;
    const room = this.#talks.get(conversation).kind === 'room' ? this.#rooms.self(conversation) : null;
    const line: Line = {
      ...NO_MESSAGE,
      id,
      attrId: id,
      originId: id,
      stanzaId: null,
      writer: room ? (room.id ?? `${conversation}/${room.nick}`) : me.jid,
      conversation,
      from: { jid: me.jid, nick: room?.nick || me.name, occupantId: room?.id ?? null, avatar: me.avatar, external: false },
      mine: true,
      at: Math.max(this.#context.now(), (this.#timelines.piece(conversation).lines.at(-1)?.at ?? 0) + 1),
      body,
      links: linksIn(body),
      state: 'sending',
      ...(stanza ? { outgoing: stanza } : {}),
      ...more,
    };
    const put = this.#timelines.piece(conversation).put(line);
    this.#timelines.tell(conversation, put.line);
    this.#talks.happened(conversation, this.#talks.get(conversation).kind, put.line);
    if (stanza) this.#dispatch(conversation, id, stanza);
    return put.line;
  }

  #stanza(conversation: Jid, id: string, body: string, extra: readonly (Xml | false | null)[]): Xml {
    const room = this.#talks.get(conversation).kind === 'room';
    return x(
      'message',
      NS.client,
      { to: conversation, type: room ? 'groupchat' : 'chat', id },
      x('body', NS.client, {}, body),
      x('origin-id', NS.sid, { id }),
      x('markable', NS.markers),
      x('active', NS.states),
      !room && x('request', NS.receipts),
      ...extra,
    );
  }

  #dispatch(conversation: Jid, id: string, stanza: Xml): void {
    this.#under.delete(id);
    this.#under.set(id, { conversation, stanza });
    this.#taken.delete(id);
    void this.#keep();
    this.flush();
  }

  /** A new session: what an earlier one took may be lost. Nothing is sent until `flush`, when it is known what has arrived. */
  begin(): void {
    this.#taken.clear();
    this.#reading = true;
  }

  /** The server has taken a stanza. */
  acked(id: string): void {
    const under = this.#under.get(id);
    if (under === undefined) return;
    const { conversation } = under;
    this.arrived(id);
    if (this.#talks.get(conversation).kind === 'room') return; // the room's copy says so
    const changed = this.#timelines.piece(conversation).change(id, ({ outgoing: _, ...line }) => (line.state === 'sending' ? { ...line, state: 'sent' } : line));
    this.#timelines.tell(conversation, changed);
  }

  /** It was seen in the archive, or in the room. */
  arrived(id: string): void {
    if (this.#under.delete(id)) void this.#keep();
    this.#taken.delete(id);
  }

  /** It came back as an error from where it went: sending it again is for its author. */
  refused(from: Jid, id: string): void {
    if (this.#under.get(id)?.conversation === from) this.arrived(id);
  }

  /** It is known what has arrived: the rest may go. */
  ready(): void {
    this.#reading = false;
    this.flush();
  }

  /** Send what this session has not taken yet. */
  flush(): void {
    if (this.#reading || !this.#context.wire.open) return;
    for (const [id, { conversation, stanza }] of this.#under) {
      if (this.#taken.has(id) || !this.#enters(conversation)) continue;
      this.#taken.add(id);
      this.#context.wire.send(stanza);
    }
  }

  /** A room has to be entered first, and what was said there be read. */
  #enters(conversation: Jid): boolean {
    return this.#talks.get(conversation).kind !== 'room' || this.#entered(conversation);
  }

  async restore(): Promise<void> {
    for (const [id, under] of (await this.#context.store.get<[string, Under][]>('state', 'outbox')) ?? []) {
      const { conversation } = under;
      this.#under.set(id, under);
      await this.#timelines.restore(conversation);
    }
  }

  /** A change to a message: it waits as messages do. */
  #changes(conversation: Jid, stanza: Xml): void {
    this.#dispatch(conversation, stanza.attrs['id'] ?? newId(), stanza);
  }

  async #keep(): Promise<void> {
    await this.#context.store.put('state', 'outbox', [...this.#under]);
  }

  retry(conversation: Jid, id: string): void {
    const line = this.#timelines.piece(conversation).find(id);
    if (!line?.mine) return;
    const blob = this.#blobs.get(line.id);
    this.discard(conversation, id);
    if (blob && line.file) this.sendFile(conversation, blob.file, blob.name, blob.caption);
    else this.send(conversation, line.body, line.reply ? { reply: line.reply.id } : {});
  }

  discard(conversation: Jid, id: string): void {
    const piece = this.#timelines.piece(conversation);
    const line = piece.find(id);
    if (!line?.mine || !['failed', 'coached', 'stopped', 'sending'].includes(line.state)) return;
    if (line.state === 'sending' && this.#taken.has(line.id)) return; // it is on its way
    piece.remove(line.id);
    this.#blobs.delete(line.id);
    this.arrived(line.id);
    const { outgoing: _, ...gone } = line;
    // On this machine it stays as what it is: recalled by its author, and not shown.
    this.#timelines.tell(conversation);
    void this.#context.store.keep(conversation, [recalled(gone, 'author', this.#context.now(), '') as never]);
  }

  /** Have sent what was coached, with a reason, which goes on record. */
  confirm(conversation: Jid, id: string, reason: string): void {
    const line = this.#timelines.piece(conversation).find(id);
    const code = line?.verdict?.code;
    if (!line?.mine || !code) return;
    // The service has the message; it is told the code and the reason as from any client, and answers with what has become of it.
    this.#context.wire.send(x('message', NS.client, { to: this.#context.contact, type: 'chat', id: newId() }, x('body', NS.client, {}, `${code} because ${reason}`)));
    this.#timelines.tell(conversation, this.#timelines.piece(conversation).change(line.id, (each) => ({ ...each, state: 'sending', verdict: null })));
  }

  sendMasked(conversation: Jid, id: string): void {
    const line = this.#timelines.piece(conversation).find(id);
    const masked = line?.verdict?.masked;
    if (!line?.mine || typeof masked !== 'string') return;
    this.discard(conversation, id);
    this.send(conversation, masked, line.reply ? { reply: line.reply.id } : {});
  }

  // ---- changes to messages

  edit(conversation: Jid, id: string, body: string): void {
    const line = this.#timelines.piece(conversation).find(id);
    if (!line?.mine || line.recalled || line.body === body) return;
    const stanza = this.#stanza(conversation, newId(), body, [x('replace', NS.correct, { id: line.attrId })]);
    this.#changes(conversation, stanza);
    const corrected = { id: stanza.attrs['id'] ?? '', body: line.body, edited: line.edited };
    // In a room its copy changes it, for everybody at once.
    const changed = this.#talks.get(conversation).kind === 'room' ? {} : { body, links: linksIn(body), edited: this.#context.now() };
    this.#timelines.tell(conversation, this.#timelines.piece(conversation).change(line.id, (each) => ({ ...each, ...changed, verdict: null, corrected })));
  }

  retract(conversation: Jid, id: string): void {
    const line = this.#timelines.piece(conversation).find(id);
    if (!line?.mine) return;
    const room = this.#talks.get(conversation).kind === 'room';
    const target = room ? (line.stanzaId ?? line.attrId) : line.originId || line.attrId;
    this.#changes(
      conversation,
      x('message', NS.client, { to: conversation, type: room ? 'groupchat' : 'chat', id: newId() }, x('retract', NS.retract, { id: target }), x('fallback', NS.fallback, { for: NS.retract }), x('body', NS.client, {}, RETRACTED), x('store', NS.hints)),
    );
    if (!room) this.#timelines.tell(conversation, this.#timelines.piece(conversation).change(id, (each) => recalled(each, 'author', this.#context.now(), '')));
  }

  async moderate(conversation: Jid, id: string, reason: string): Promise<void> {
    const line = this.#timelines.piece(conversation).find(id);
    if (!line?.stanzaId) return;
    await this.#context.wire.request('set', conversation, x('moderate', NS.moderate, { id: line.stanzaId }, x('retract', NS.retract), reason && x('reason', NS.moderate, {}, reason)));
  }

  react(conversation: Jid, id: string, emoji: string): void {
    const line = this.#timelines.piece(conversation).find(id);
    if (!line || line.recalled) return;
    const room = this.#talks.get(conversation).kind === 'room';
    const self = room ? this.#rooms.self(conversation) : null;
    const writer = self ? (self.id ?? `${conversation}/${self.nick}`) : this.#context.me;
    const before = line.reacted?.[writer]?.emoji ?? [];
    const after = before.includes(emoji) ? before.filter((each) => each !== emoji) : [...before, emoji];
    const target = room ? (line.stanzaId ?? line.attrId) : line.attrId;
    this.#changes(conversation, x('message', NS.client, { to: conversation, type: room ? 'groupchat' : 'chat', id: newId() }, x('reactions', NS.reactions, { id: target }, ...after.map((each) => x('reaction', NS.reactions, {}, each))), x('store', NS.hints)));
    this.#timelines.tell(conversation, this.#timelines.piece(conversation).change(id, (each) => withReaction(each, writer, { name: self?.nick || this.#people.me.name, emoji: after, mine: true, at: this.#context.now() })));
  }

  // ---- files

  sendFile(conversation: Jid, file: Blob, name: string, caption = ''): string {
    const id = newId();
    const clean = cleanName(name);
    const type = file.type || described(clean).type;
    this.#blobs.set(id, { file, name: clean, caption });
    this.#show(conversation, id, caption, null, { file: { ...described(clean), type, size: file.size, url: null, state: { name: 'uploading', sent: 0, total: file.size } } });
    void this.#upload(conversation, id, file, clean, caption);
    return id;
  }

  async #upload(conversation: Jid, id: string, file: Blob, name: string, caption: string): Promise<void> {
    const hash = file.size < 64 * 1024 * 1024 ? sha256(file) : Promise.resolve(null);
    try {
      const { url, state } = await this.#files.send(id, file, name, (now) => this.#card(conversation, id, now));
      const card = { ...(cardOf(url, this.#origin()) ?? described(name)), size: file.size, url, state, sha256: await hash };
      const stanza = this.#stanza(conversation, id, caption ? `${caption}\n${url}` : url, [x('x', NS.oob, {}, x('url', NS.oob, {}, url))]);
      this.#timelines.tell(conversation, this.#timelines.piece(conversation).change(id, (line) => ({ ...line, file: { ...card, name, type: line.file?.type ?? '' }, outgoing: stanza })));
      this.#blobs.delete(id);
      this.#dispatch(conversation, id, stanza);
    } catch (error) {
      const state: FileState = error instanceof NotSent ? error.state : { name: 'failed', reason: '' };
      this.#card(conversation, id, state, state.name === 'refused' ? 'stopped' : 'failed');
    }
  }

  #card(conversation: Jid, id: string, state: FileState, becomes: Line['state'] = 'sending'): void {
    const changed = this.#timelines.piece(conversation).change(id, (line) => (line.file ? { ...line, file: { ...line.file, state }, state: becomes } : line));
    if (state.name === 'uploading') this.#context.events.emit('timeline', this.#timelines.view(conversation));
    else this.#timelines.tell(conversation, changed);
  }

  cancel(id: string): void {
    this.#files.cancel(id);
  }

  // ---- replies

  #reply(conversation: Jid, id: string | undefined): Xml | null {
    const line = id ? this.#timelines.piece(conversation).find(id) : undefined;
    if (!line) return null;
    const room = this.#talks.get(conversation).kind === 'room';
    return x('reply', NS.reply, { id: room ? (line.stanzaId ?? line.attrId) : line.originId || line.attrId, to: room ? `${conversation}/${line.from.nick}` : line.writer });
  }

  #quote(conversation: Jid, id: string | undefined): string {
    const line = id ? this.#timelines.piece(conversation).find(id) : undefined;
    if (!line) return '';
    const quoted = (line.file?.name ?? line.body).slice(0, 300).split('\n').map((each) => `> ${each}`).join('\n');
    return `> ${line.from.nick}:\n${quoted}\n`;
  }

  #replied(conversation: Jid, id: string | undefined): Line['reply'] {
    const line = id ? this.#timelines.piece(conversation).find(id) : undefined;
    return line ? { id: line.id, author: line.from.nick, text: line.file?.name ?? line.body.slice(0, 300) } : null;
  }
}

const RETRACTED = 'This person took back a message, but your client does not show that.';

function fallback(quoted: string): Xml {
  return x('fallback', NS.fallback, { for: NS.reply }, x('body', NS.fallback, { start: 0, end: [...quoted].length }));
}

function mentions(options: SendOptions): Xml[] {
  return (options.mentions ?? []).map(({ start, end, jid }) => x('reference', NS.reference, { begin: start, end, type: 'mention', uri: `xmpp:${jid}` }));
}
