/**
 * The messages of each conversation, in one unbroken piece that ends at the newest. What changes a message that is not here yet waits
 * until it comes (an archive is read backwards).
 */
import type { Context } from './context';
import { hasId, type Line } from './line';
import type { Jid, Timeline } from './types';

const MOST_WAITING = 500; // messages that are not here and have changes that wait
const MOST_CHANGES = 50; // of each of them
const MOST_LINES = 3000; // of a conversation that nobody looks at
const KEPT = 400; // newest messages of a conversation that stay on this machine

type Change = (line: Line) => Line;

export class Piece {
  lines: readonly Line[] = [];
  /** Nothing older exists. */
  complete = false;
  loading = false;
  /** What is here was read from the archive, or has followed on from it: it ends at the newest message. */
  joined = false;
  firstUnread: string | null = null;
  /** How far back the archive was read, where that is known. */
  cursor: string | null = null;
  readonly #waiting = new Map<string, Change[]>();

  /** A message by any of its ids. Others choose ids too: only what fits is found, and our own name for it comes first. */
  find(id: string, fits: (line: Line) => boolean = () => true): Line | undefined {
    if (id === '') return undefined;
    return this.lines.findLast((line) => line.id === id && fits(line)) ?? this.lines.findLast((line) => hasId(line, id) && fits(line));
  }

  /** Put a message in its place; one that is here already is told anew what the other knows. Gives the line, and whether it is new. */
  put(line: Line): { line: Line; fresh: boolean } {
    const known = this.#same(line);
    if (known) return { line: this.#replace(known, meet(known, line)), fresh: false };
    let changed = line;
    for (const id of new Set([line.id, line.stanzaId ?? '', line.originId, line.attrId])) {
      for (const change of this.#waiting.get(id) ?? []) changed = change(changed);
      this.#waiting.delete(id);
    }
    const after = this.lines.findLastIndex((each) => each.at <= changed.at);
    this.lines = [...this.lines.slice(0, after + 1), changed, ...this.lines.slice(after + 1)];
    return { line: changed, fresh: true };
  }

  /** Change a message; if it is not here, when it comes. A change that does not fit gives the same line. */
  change(id: string, change: Change, fits?: (line: Line) => boolean): Line | null {
    const line = this.find(id, fits);
    if (line) return this.#replace(line, change(line));
    if (id === '') return null;
    const waiting = [...(this.#waiting.get(id) ?? []), fits ? (each: Line) => (fits(each) ? change(each) : each) : change];
    this.#waiting.delete(id);
    this.#waiting.set(id, waiting.slice(-MOST_CHANGES));
    const oldest = this.#waiting.size > MOST_WAITING ? this.#waiting.keys().next().value : undefined;
    if (oldest !== undefined) this.#waiting.delete(oldest);
    return null;
  }

  /** Forget the oldest; the archive has them. */
  trim(): void {
    if (this.lines.length <= MOST_LINES) return;
    const from = this.lines.length - KEPT;
    this.lines = this.lines.filter((line, place) => place >= from || unsent(line));
    this.complete = false;
    this.cursor = null;
  }

  remove(id: string): void {
    this.lines = this.lines.filter((line) => line.id !== id);
  }

  #same(line: Line): Line | undefined {
    return this.lines.findLast(
      (each) =>
        (line.stanzaId !== null && each.stanzaId === line.stanzaId) ||
        (each.id === line.id && (each.writer === line.writer || (each.mine && line.mine))) ||
        (each.writer === line.writer && line.originId !== '' && each.originId === line.originId),
    );
  }

  #replace(old: Line, fresh: Line): Line {
    if (old === fresh) return old;
    const place = this.lines.indexOf(old);
    const rest = [...this.lines];
    rest[place] = fresh;
    if (fresh.at !== old.at) rest.sort((a, b) => a.at - b.at);
    this.lines = rest;
    return fresh;
  }
}

/** The same message heard of twice: an own one gets its place in the archive, and is no longer on its way. */
function meet(known: Line, other: Line): Line {
  const { outgoing: _, ...rest } = known;
  const arrived = known.state === 'sending' || known.state === 'failed';
  return {
    ...(arrived ? rest : known),
    stanzaId: known.stanzaId ?? other.stanzaId,
    state: arrived ? other.state : known.state,
    recalled: known.recalled ?? other.recalled,
    ...(other.recalled && !known.recalled ? { body: '', file: null, links: [] } : {}),
    at: other.stanzaId !== null && known.stanzaId === null ? other.at : known.at,
  };
}

/** Own, and in no archive: a file on its way up, a message that was coached. It is nowhere else. */
function unsent(line: Line): boolean {
  return line.mine && line.stanzaId === null && ['sending', 'checking', 'failed', 'coached', 'held', 'stopped'].includes(line.state);
}

/** Own, never sent, and given up: kept as a tombstone on this machine, shown nowhere. */
function discarded(line: Line): boolean {
  return line.recalled !== null && ['sending', 'failed', 'coached', 'stopped'].includes(line.state);
}

export class Timelines {
  readonly #pieces = new Map<Jid, Piece>();
  readonly #dirty = new Map<Jid, Map<string, Line>>();
  readonly #context: Context;
  #timer: ReturnType<typeof setTimeout> | null = null;

  constructor(context: Context) {
    this.#context = context;
  }

  piece(conversation: Jid): Piece {
    let piece = this.#pieces.get(conversation);
    if (!piece) this.#pieces.set(conversation, (piece = new Piece()));
    return piece;
  }

  /** All conversations of which something is here. */
  get conversations(): readonly Jid[] {
    return [...this.#pieces.keys()];
  }

  /** What views see. */
  view(conversation: Jid): Timeline {
    const { lines, complete, loading, firstUnread } = this.piece(conversation);
    return { conversation, messages: lines, complete, loading, firstUnread };
  }

  /** Tell that something has changed, and keep the lines that did. */
  tell(conversation: Jid, ...changed: readonly (Line | null | undefined)[]): void {
    for (const line of changed) if (line) this.#keep(conversation, line);
    this.#context.events.emit('timeline', this.view(conversation));
  }

  /** What this machine has kept, where nothing is here yet. */
  async restore(conversation: Jid): Promise<void> {
    const piece = this.piece(conversation);
    if (piece.lines.length) return;
    for (const line of (await this.#context.store.newest(conversation, KEPT)) as unknown as readonly Line[]) if (!discarded(line)) piece.put(line);
  }

  /** Forget what is not joined to the newest: an archive that went on without us can't be guessed. */
  async cut(conversation: Jid): Promise<void> {
    const piece = this.piece(conversation);
    piece.lines = piece.lines.filter(unsent);
    piece.complete = false;
    piece.cursor = null;
    this.#dirty.delete(conversation);
    await this.#context.store.drop(conversation);
    for (const line of piece.lines) this.#keep(conversation, line); // what is not sent yet is nowhere else
  }

  #keep(conversation: Jid, line: Line): void {
    const lines = this.#dirty.get(conversation) ?? new Map<string, Line>();
    this.#dirty.set(conversation, lines);
    lines.set(line.id, line);
    this.#timer ??= setTimeout(() => void this.flush(), 200);
  }

  /** Write what has changed. */
  async flush(): Promise<void> {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
    const dirty = [...this.#dirty];
    this.#dirty.clear();
    await Promise.all(dirty.map(([jid, lines]) => this.#context.store.keep(jid, [...lines.values()] as never)));
  }
}
