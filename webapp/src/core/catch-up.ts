/** After a new session: what happened meanwhile, out of the archives, so that every conversation is one unbroken piece again. */
import { Archive, type Page } from './archive';
import type { Context } from './context';
import type { Flow, Outcome } from './flow';
import type { Rooms } from './rooms';
import type { Talks } from './talks';
import type { Timelines } from './timelines';
import type { Jid } from './types';

const PAGE = 100;
const MOST_PAGES = 10; // beyond that it is quicker to begin anew with the newest
const ROOM_PAGE = 50;
const FEW = 10; // messages that a step back brings at least, if there are

export class CatchUp {
  readonly #context: Context;
  readonly #archive: Archive;
  readonly #flow: Flow;
  readonly #timelines: Timelines;
  readonly #talks: Talks;
  readonly #rooms: Rooms;
  readonly #heard: (outcome: Outcome, follows: boolean) => void;
  /** The newest id of each archive that was read without a gap. */
  readonly #last = new Map<Jid, string>();

  constructor(context: Context, archive: Archive, flow: Flow, timelines: Timelines, talks: Talks, rooms: Rooms, heard: (outcome: Outcome, follows: boolean) => void) {
    this.#context = context;
    this.#archive = archive;
    this.#flow = flow;
    this.#timelines = timelines;
    this.#talks = talks;
    this.#rooms = rooms;
    this.#heard = heard;
  }

  async restore(): Promise<void> {
    for (const [jid, id] of (await this.#context.store.get<[Jid, string][]>('state', 'last')) ?? []) this.#last.set(jid, id);
  }

  /** A message came live from an archive that is up to date. */
  reached(archive: Jid, id: string | null): void {
    if (!id || !this.#last.has(archive)) return;
    this.#last.set(archive, id);
    this.#keep();
  }

  #keep(): void {
    void this.#context.store.put('state', 'last', [...this.#last]);
  }

  /** One's own archive. */
  async own(): Promise<void> {
    const { me } = this.#context;
    if (!(await this.#forward(me, null))) {
      for (const jid of new Set([...this.#timelines.conversations, ...this.#talks.ids])) if (!this.#rooms.isRoom(jid)) await this.#timelines.cut(jid);
      const page = await this.#archive.page({ before: '', max: PAGE });
      await this.#take(page, null, false);
      this.#last.set(me, page.last);
    }
    this.#keep();
  }

  /** A room's. */
  async room(jid: Jid): Promise<void> {
    if (!(await this.#forward(jid, jid))) {
      await this.#timelines.cut(jid);
      const page = await this.#archive.page({ before: '', max: ROOM_PAGE }, jid);
      await this.#take(page, jid, false);
      this.#timelines.piece(jid).complete = page.complete;
      this.#last.set(jid, page.last);
    }
    this.#timelines.tell(jid);
    this.#keep();
  }

  /** From where it was left; gives whether all was read. */
  async #forward(archive: Jid, room: Jid | null): Promise<boolean> {
    for (let pages = 0; pages < MOST_PAGES; pages++) {
      const after = this.#last.get(archive);
      if (!after) return false;
      const page = await this.#archive.page({ after, max: PAGE }, room).catch(() => null); // what was last may have expired
      if (!page) return false;
      await this.#take(page, room, true);
      if (page.last) this.#last.set(archive, page.last);
      if (page.complete) return true;
    }
    return false;
  }

  async #take(page: Page, room: Jid | null, follows: boolean): Promise<void> {
    for (const item of page.items) {
      const outcome = room ? this.#flow.room(item.stanza, 'archive', item) : this.#flow.direct(item.stanza, 'archive', item);
      if (outcome) this.#heard(outcome, follows);
    }
  }

  /** A page further back. */
  async older(conversation: Jid): Promise<void> {
    const piece = this.#timelines.piece(conversation);
    if (piece.loading || piece.complete) return;
    piece.loading = true;
    this.#timelines.tell(conversation);
    try {
      const room = this.#talks.get(conversation).kind === 'room' ? conversation : null;
      const had = piece.lines.length;
      // A page may hold nothing but receipts, marks and reactions: then the next is read too.
      for (let pages = 0; pages < MOST_PAGES && !piece.complete && piece.lines.length < had + FEW; pages++) {
        const before = piece.cursor ?? piece.lines.find((line) => line.stanzaId !== null)?.stanzaId ?? '';
        const page = await this.#archive.page({ before, max: ROOM_PAGE, ...(room ? {} : { with: conversation }) }, room);
        for (const item of page.items) {
          if (room) this.#flow.room(item.stanza, 'archive', item);
          else this.#flow.direct(item.stanza, 'archive', item);
        }
        piece.cursor = page.first || null;
        piece.complete = page.complete || page.items.length === 0;
      }
    } finally {
      piece.loading = false;
      this.#timelines.tell(conversation);
    }
  }
}
