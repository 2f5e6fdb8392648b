/** The conversations: what the list shows of each, what is unread, who types. */
import type { Context } from './context';
import type { Line } from './line';
import type { People } from './people';
import type { Prefs } from './prefs';
import type { Rooms } from './rooms';
import type { Conversation, Jid, Outside } from './types';

const TYPING = 12_000; // milliseconds after which somebody who said that they type no longer does
const NOBODY: Outside = { people: 0, domains: [] };

export interface Talk {
  readonly id: Jid;
  readonly kind: 'direct' | 'room';
  readonly lastActivity: number;
  readonly lastText: string;
  readonly unread: number;
  readonly mentions: number;
  readonly draft: string;
}

export class Talks {
  readonly #context: Context;
  readonly #people: People;
  readonly #prefs: Prefs;
  readonly #rooms: Rooms;
  readonly #talks = new Map<Jid, Talk>();
  readonly #typing = new Map<Jid, Map<string, number>>();
  #told = false;

  constructor(context: Context, people: People, prefs: Prefs, rooms: Rooms) {
    this.#context = context;
    this.#people = people;
    this.#prefs = prefs;
    this.#rooms = rooms;
  }

  async restore(): Promise<void> {
    for (const talk of await this.#context.store.all<Talk>('conversations')) this.#talks.set(talk.id, talk);
    for (const [id, draft] of await this.#context.store.all<[Jid, string]>('drafts')) this.#talks.set(id, { ...this.get(id), draft });
    this.tell();
  }

  get(id: Jid, kind?: Talk['kind']): Talk {
    return this.#talks.get(id) ?? { id, kind: kind ?? (this.#rooms.isRoom(id) ? 'room' : 'direct'), lastActivity: 0, lastText: '', unread: 0, mentions: 0, draft: '' };
  }

  get ids(): readonly Jid[] {
    return [...this.#talks.keys()];
  }

  has(id: Jid): boolean {
    return this.#talks.has(id);
  }

  /** Change what is known of a conversation; it is in the list from now on. */
  set(id: Jid, changes: Partial<Talk>): Talk {
    const talk = { ...this.get(id), ...changes };
    this.#talks.set(id, talk);
    const { draft: _, ...kept } = talk;
    void this.#context.store.put('conversations', id, { ...kept, draft: '' });
    this.tell();
    return talk;
  }

  /** A message has come or gone out. */
  happened(id: Jid, kind: Talk['kind'], line: Line): void {
    const talk = this.get(id, kind);
    if (line.at < talk.lastActivity) return;
    this.set(id, { kind, lastActivity: line.at, lastText: oneLine(line) });
  }

  setDraft(id: Jid, draft: string): void {
    if (this.get(id).draft === draft) return;
    this.set(id, { draft });
    void (draft ? this.#context.store.put('drafts', id, [id, draft]) : this.#context.store.remove('drafts', id));
  }

  forget(id: Jid): void {
    this.#talks.delete(id);
    void this.#context.store.remove('conversations', id);
    this.tell();
  }

  types(id: Jid, who: string, composing: boolean): void {
    const typing = this.#typing.get(id) ?? new Map<string, number>();
    this.#typing.set(id, typing);
    if (composing && typing.size < 50) {
      typing.set(who, this.#context.now() + TYPING);
      setTimeout(() => this.tell(), TYPING + 50);
    } else typing.delete(who);
    this.tell();
  }

  /** What views see: pinned first, then by what happened last. */
  get list(): readonly Conversation[] {
    const shown = [...this.#talks.values()].filter((talk) => this.#shown(talk)).map((talk) => this.view(talk.id));
    return shown.sort((a, b) => Number(b.pinned) - Number(a.pinned) || b.lastActivity - a.lastActivity || a.name.localeCompare(b.name));
  }

  #shown(talk: Talk): boolean {
    const { hidden } = this.#prefs.talk(talk.id);
    return hidden === undefined || talk.lastActivity > hidden || talk.draft !== '';
  }

  view(id: Jid): Conversation {
    const talk = this.get(id);
    const prefs = this.#prefs.talk(id);
    const room = talk.kind === 'room' ? this.#rooms.view(id) : null;
    const person = this.#people.shown(id);
    const now = this.#context.now();
    return {
      id,
      kind: talk.kind,
      name: room ? room.name : person.name,
      topic: room ? room.topic : '',
      avatar: room ? null : person.avatar,
      presence: room ? null : this.#people.presence(id),
      unread: talk.unread,
      mentions: talk.mentions,
      markedUnread: prefs.markedUnread ?? false,
      lastActivity: talk.lastActivity,
      lastText: talk.lastText,
      pinned: prefs.pinned ?? false,
      muted: prefs.muted ?? false,
      notify: prefs.notify ?? (talk.kind === 'room' ? 'mentions' : 'all'),
      draft: talk.draft,
      typing: [...(this.#typing.get(id) ?? [])].filter(([, until]) => until > now).map(([who]) => who),
      outside: room ? room.outside : person.external ? { people: 1, domains: [id.slice(id.indexOf('@') + 1)] } : NOBODY,
      room: room ? room.state : null,
    };
  }

  /** Tell once for all that happens in one go. */
  tell(): void {
    if (this.#told) return;
    this.#told = true;
    queueMicrotask(() => {
      this.#told = false;
      this.#context.events.emit('conversations', this.list);
    });
  }
}

/** What the list shows of a message. */
export function oneLine(line: Line): string {
  if (line.recalled) return '';
  return (line.file ? line.file.name : line.body).replace(/\s+/g, ' ').trim().slice(0, 160);
}
