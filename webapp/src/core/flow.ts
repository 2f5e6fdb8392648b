/** What comes in, live or out of an archive, becomes messages: each only by who may say it. */
import { newId, type Context } from './context';
import { bare } from './jid';
import { cardOf } from './files';
import { hasId, NO_MESSAGE, type Line } from './line';
import { linksIn } from './links';
import { NS } from './ns';
import type { People } from './people';
import { nickOf, readMessage, stanzaId, type Read } from './reading';
import type { Rooms } from './rooms';
import type { Talks } from './talks';
import type { Timelines } from './timelines';
import type { Author, Jid, Message, Reaction } from './types';
import { readVerdict, type Told } from './verdicts';
import { isError, StanzaError } from './wire/wire';
import { attr, child, type Xml } from './wire/xml';

/** Where a message was heard: on the stream, as a copy of what another client of ours sent or got, or from an archive. */
export type Source = 'live' | 'carbon' | 'archive';

interface Heard {
  readonly conversation: Jid;
  readonly kind: 'direct' | 'room';
  readonly read: Read;
  readonly source: Source;
  readonly at: number;
  readonly archiveId: string | null;
  readonly mine: boolean;
  readonly writer: string;
  readonly author: Author;
}

export interface Outcome {
  readonly conversation: Jid;
  readonly line: Line;
  readonly fresh: boolean;
  /** Its sender asks to be told that it has come (XEP-0184); of what another client of ours was sent, that one tells. */
  readonly wantsReceipt: boolean;
}

export class Flow {
  readonly #context: Context;
  readonly #timelines: Timelines;
  readonly #talks: Talks;
  readonly #people: People;
  readonly #rooms: Rooms;
  readonly #origin: () => string;

  constructor(context: Context, timelines: Timelines, talks: Talks, people: People, rooms: Rooms, origin: () => string) {
    this.#context = context;
    this.#timelines = timelines;
    this.#talks = talks;
    this.#people = people;
    this.#rooms = rooms;
    this.#origin = origin;
  }

  /** A message of one's own stream or archive; gives what has become of it, null where it says nothing that is shown. */
  direct(stanza: Xml, source: Source, archived: { id: string; at: number } | null = null): Outcome | null {
    const read = readMessage(stanza);
    if (isError(stanza)) return this.#failed(read);
    const mine = bare(read.from) === this.#context.me;
    const conversation = mine ? bare(read.to) : bare(read.from);
    if (!conversation || conversation === this.#context.me && read.to && bare(read.to) !== this.#context.me) return null;
    if (this.#rooms.isRoom(conversation)) return null; // whispered in a room: it is not what the room says, nor what a person says
    if (conversation === this.#context.contact && !mine) {
      const told = readVerdict(read.verdict);
      if (told && this.told(told)) return null;
    }
    const person = this.#people.shown(mine ? this.#context.me : conversation);
    return this.#heard({
      conversation,
      kind: 'direct',
      read,
      source,
      at: archived?.at ?? read.delay ?? this.#context.now(),
      archiveId: archived?.id ?? stanzaId(stanza, this.#context.me),
      mine,
      writer: person.jid,
      author: { jid: person.jid, nick: person.name, occupantId: null, avatar: person.avatar, external: person.external },
    });
  }

  /** A message of a room. */
  room(stanza: Xml, source: Source, archived: { id: string; at: number } | null = null): Outcome | null {
    const read = readMessage(stanza);
    const conversation = bare(read.from);
    if (isError(stanza)) return this.#failed(read);
    const nick = nickOf(read.from);
    const self = this.#rooms.self(conversation);
    const occupant = this.#rooms.occupant(conversation, nick);
    const writer = read.occupantId ?? `${conversation}/${nick}`;
    const mine = read.occupantId ? read.occupantId === self.id : nick !== '' && nick === self.nick;
    if (read.subject !== null && !read.hasBody) {
      this.#rooms.subject(conversation, read.subject);
      return null;
    }
    return this.#heard({
      conversation,
      kind: 'room',
      read,
      source,
      at: archived?.at ?? read.delay ?? this.#context.now(),
      archiveId: archived?.id ?? stanzaId(stanza, conversation),
      mine,
      writer,
      author: { jid: mine ? this.#context.me : (occupant?.jid ?? null), nick: nick || this.#rooms.view(conversation).name, occupantId: read.occupantId, avatar: occupant?.avatar ?? null, external: occupant?.external ?? false },
    });
  }

  #heard(heard: Heard): Outcome | null {
    const { conversation, read, mine } = heard;
    const piece = this.#timelines.piece(conversation);
    if (read.state && heard.source === 'live' && !mine) this.#talks.types(conversation, heard.author.nick, read.state === 'composing');
    if (this.#changes(heard)) return null;
    if (!read.hasBody && !read.tombstone) return null;
    const line = this.#line(heard);
    if (!line.body && !line.file && !line.recalled) return null;
    const put = piece.put(line);
    this.#timelines.tell(conversation, put.line);
    if (put.fresh) this.#talks.happened(conversation, heard.kind, put.line);
    return { conversation, line: put.line, fresh: put.fresh, wantsReceipt: read.wantsReceipt && heard.source !== 'carbon' };
  }

  /** What changes another message rather than being one; gives whether it was that. */
  #changes(heard: Heard): boolean {
    const { conversation, read, writer } = heard;
    if (read.receipt && !heard.mine) this.#reached(conversation, read.receipt, 'delivered');
    if (read.displayed && !heard.mine && heard.kind === 'direct') this.#seen(conversation, read.displayed);
    if (read.replace) this.#change(conversation, read.replace, (line) => (line.recalled || heard.at < (line.edited ?? 0) ? line : { ...line, ...this.#said(heard), edited: heard.at }), (line) => line.writer === writer);
    else if (read.retract) this.#change(conversation, read.retract, (line) => recalled(line, 'author', heard.at, ''), (line) => line.writer === writer);
    else if (read.moderated) {
      const { id, reason } = read.moderated;
      // Moderation comes from the room itself (XEP-0425 section 4), never from an occupant.
      if (heard.kind === 'room' && nickOf(read.from) === '') this.#change(conversation, id, (line) => recalled(line, 'moderator', heard.at, reason));
    } else if (read.reactions) this.#react(heard, read.reactions);
    else return (read.receipt !== '' || read.displayed !== '') && !read.hasBody;
    return true;
  }

  #change(conversation: Jid, id: string, change: (line: Line) => Line, fits?: (line: Line) => boolean): void {
    this.#timelines.tell(conversation, this.#timelines.piece(conversation).change(id, change, fits));
  }

  #react(heard: Heard, reactions: { id: string; emoji: readonly string[] }): void {
    const { mine, writer, author } = heard;
    this.#change(heard.conversation, reactions.id, (line) => withReaction(line, writer, { name: author.nick, emoji: reactions.emoji, mine, at: heard.at }));
  }

  /** A message of ours has got as far as this. */
  #reached(conversation: Jid, id: string, state: 'delivered' | 'read'): void {
    const line = this.#timelines.piece(conversation).find(id, isMine);
    if (line) this.#change(conversation, line.id, (each) => further(each, state), isMine);
  }

  /** They have read up to here. */
  #seen(conversation: Jid, id: string): void {
    const piece = this.#timelines.piece(conversation);
    const last = piece.find(id, isMine);
    if (!last) return;
    const reached = piece.lines.filter((line) => line.mine && line.at <= last.at && further(line, 'read') !== line);
    const changed = reached.map((line) => piece.change(line.id, (each) => further(each, 'read'), isMine));
    this.#timelines.tell(conversation, ...changed);
  }

  #line(heard: Heard): Line {
    const { read, mine, archiveId } = heard;
    const id = mine ? read.originId || read.id || newId() : (archiveId ?? (read.id || newId()));
    return {
      ...NO_MESSAGE,
      ...this.#said(heard),
      id,
      attrId: read.id,
      originId: read.originId,
      writer: heard.writer,
      stanzaId: archiveId,
      conversation: heard.conversation,
      from: heard.author,
      mine,
      at: heard.at,
      state: mine ? 'sent' : 'delivered',
      recalled: read.tombstone,
      reply: read.reply ? this.#reply(heard.conversation, read.reply) : null,
      external: heard.author.external,
    };
  }

  /** What a message says: its text, or the file that it is about. */
  #said(heard: Heard): Pick<Message, 'body' | 'file' | 'links' | 'mentionsMe' | 'verdict'> {
    const { read } = heard;
    const url = read.oob || (/^https:\/\/\S+$/.test(read.body.trim()) ? read.body.trim() : '');
    const file = url ? cardOf(url, this.#origin()) : null;
    const body = read.tombstone ? '' : file && read.body.trim() === url ? '' : read.body;
    // Only the service says what the policy has found; in anybody else's message it is made up.
    const told = heard.conversation === this.#context.contact && !heard.mine ? readVerdict(read.verdict) : null;
    return { body, file: read.tombstone ? null : file, links: linksIn(body), mentionsMe: !heard.mine && this.#mentioned(heard), verdict: told?.verdict.action === 'notice' || told?.verdict.action === 'redact' ? told.verdict : null };
  }

  #mentioned({ conversation, kind, read }: Heard): boolean {
    if (read.mentions.some(({ uri }) => uri === `xmpp:${this.#context.me}`)) return true;
    if (kind !== 'room') return false;
    const nick = this.#rooms.self(conversation).nick;
    return nick !== '' && new RegExp(`(?:^|[^\\p{L}\\p{N}])@?${nick.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}(?![\\p{L}\\p{N}])`, 'iu').test(read.body);
  }

  #reply(conversation: Jid, reply: { id: string; quoted: string }): Message['reply'] {
    const line = this.#timelines.piece(conversation).find(reply.id);
    return { id: line?.id ?? reply.id, author: line?.from.nick ?? '', text: line ? line.file?.name ?? line.body.slice(0, 300) : reply.quoted };
  }

  /** An error came back for something of ours. */
  #failed(read: Read): Outcome | null {
    const conversation = bare(read.from);
    const piece = this.#timelines.piece(conversation);
    const error = StanzaError.of(read.stanza);
    const told = readVerdict(child(error.error ?? undefined, 'verdict', NS.verdict));
    const corrected = read.id ? piece.lines.findLast((each) => each.mine && each.corrected?.id === read.id) : undefined;
    if (corrected) {
      this.#timelines.tell(conversation, piece.change(corrected.id, (each) => uncorrected(each, told?.verdict ?? said(error.said)), isMine));
      return null;
    }
    const line = piece.find(read.id, isMine);
    if (!line) return null;
    const changed = piece.change(line.id, ({ outgoing: _, ...rest }) => (told ? judged(rest, told) : { ...rest, state: 'failed', verdict: said(error.said) }));
    this.#timelines.tell(conversation, changed);
    return null;
  }

  /** What the service says has become of a message; gives whether it is here. */
  told(told: Told): boolean {
    const ids = [told.origin, told.archiveId].filter(Boolean);
    for (const conversation of this.#timelines.conversations) {
      const piece = this.#timelines.piece(conversation);
      const line = ids.map((id) => piece.lines.findLast((each) => hasId(each, id))).find(Boolean);
      if (!line) continue;
      const changed = piece.change(line.id, ({ outgoing: _, ...each }) => (told.recalled ? recalled(each, 'casemate', this.#context.now(), told.verdict.text) : judged(each, told)));
      this.#timelines.tell(conversation, changed);
      return true;
    }
    return false;
  }
}

function isMine(line: Line): boolean {
  return line.mine;
}

/** A correction was refused: the message is what it was before, and says why. */
function uncorrected(line: Line, verdict: Message['verdict']): Line {
  const { corrected, ...rest } = line;
  if (!corrected) return line;
  const why = verdict && { ...verdict, code: '', masked: null, ways: ['edit' as const] };
  return { ...rest, body: corrected.body, links: linksIn(corrected.body), edited: corrected.edited, verdict: why };
}

function judged(line: Line, told: Told): Line {
  return { ...line, state: told.state, verdict: told.verdict };
}

function said(text: string): Message['verdict'] {
  return text ? { action: 'block', text, findings: [], gaps: [], outside: [], code: '', masked: null, ways: [] } : null;
}

function further(line: Line, state: 'delivered' | 'read'): Line {
  const order = ['sending', 'checking', 'sent', 'released', 'delivered', 'read'];
  return order.indexOf(line.state) >= 0 && order.indexOf(line.state) < order.indexOf(state) ? { ...line, state } : line;
}

export function recalled(line: Line, by: NonNullable<Message['recalled']>['by'], at: number, reason: string): Line {
  return { ...line, body: '', file: null, links: [], reactions: [], reacted: {}, recalled: { by, at, reason } };
}

export function withReaction(line: Line, writer: string, reaction: { name: string; emoji: readonly string[]; mine: boolean; at: number }): Line {
  // An archive is read backwards: what was said later holds.
  if (line.recalled || reaction.at < (line.reacted?.[writer]?.at ?? 0)) return line;
  const reacted = { ...line.reacted, [writer]: reaction };
  const counted = new Map<string, Reaction>();
  for (const { name, emoji, mine } of Object.values(reacted)) {
    for (const each of emoji) {
      const before = counted.get(each) ?? { emoji: each, count: 0, mine: false, names: [] };
      counted.set(each, { emoji: each, count: before.count + 1, mine: before.mine || mine, names: [...before.names, name] });
    }
  }
  return { ...line, reacted, reactions: [...counted.values()] };
}

/** Whether a message of a room rather than of a person. */
export function isGroupchat(stanza: Xml): boolean {
  return attr(stanza, 'type') === 'groupchat';
}
