/**
 * What a person has set, and what of each conversation is pinned, muted or marked: kept here, and in their own private storage on the
 * server (XEP-0223), so that it follows them. Read marks are XEP-0490, so that other clients see them too.
 */
import type { Context } from './context';
import { bare } from './jid';
import { NS } from './ns';
import type { Jid, Notify, Settings } from './types';
import { at, attr, child, children, text, x, type Xml } from './wire/xml';

export const DEFAULTS: Settings = { theme: 'system', language: '', notifications: false, notificationContent: false, sendOnEnter: true, quietFrom: '', quietUntil: '', sendReadMarks: true };
const ITEM = 'current';
const MOST = 60_000; // letters of what is kept on the server
const PAUSE = 800;

export interface TalkPrefs {
  readonly pinned?: boolean;
  readonly muted?: boolean;
  readonly notify?: Notify;
  readonly hidden?: number; // hidden until something newer than this comes
  readonly markedUnread?: boolean;
  readonly pins?: readonly string[];
}
interface Document {
  readonly settings: Settings;
  readonly talks: Readonly<Record<Jid, TalkPrefs>>;
}

export class Prefs {
  #document: Document = { settings: DEFAULTS, talks: {} };
  readonly #context: Context;
  readonly #changed: (who: 'settings' | 'talks') => void;
  #timer: ReturnType<typeof setTimeout> | null = null;

  constructor(context: Context, changed: (who: 'settings' | 'talks') => void) {
    this.#context = context;
    this.#changed = changed;
  }

  get settings(): Settings {
    return this.#document.settings;
  }

  talk(jid: Jid): TalkPrefs {
    return this.#document.talks[jid] ?? {};
  }

  get talks(): Readonly<Record<Jid, TalkPrefs>> {
    return this.#document.talks;
  }

  async restore(): Promise<void> {
    const kept = await this.#context.store.get<unknown>('settings', 'document');
    if (kept) this.#take(kept);
  }

  /** Ask the server what was set elsewhere. */
  async sync(): Promise<void> {
    try {
      const answer = await this.#context.wire.request('get', null, x('pubsub', NS.pubsub, {}, x('items', NS.pubsub, { node: NS.settings, max_items: 1 })));
      this.#read(at(answer, ['pubsub', NS.pubsub], ['items', NS.pubsub], ['item', NS.pubsub]));
    } catch {
      // Nothing was set yet.
    }
  }

  /** Another client of ours has set something. */
  event(items: Xml): void {
    this.#read(child(items, 'item', NS.pubsubEvent));
  }

  setSettings(changes: Partial<Settings>): void {
    this.#set({ ...this.#document, settings: { ...this.#document.settings, ...changes } });
    this.#changed('settings');
  }

  setTalk(jid: Jid, changes: TalkPrefs): void {
    const merged = Object.fromEntries(Object.entries({ ...this.talk(jid), ...changes }).filter(([, value]) => value !== undefined && value !== false));
    const { [jid]: _, ...others } = this.#document.talks;
    this.#set({ ...this.#document, talks: Object.keys(merged).length ? { ...others, [jid]: merged } : others });
    this.#changed('talks');
  }

  #set(document: Document): void {
    this.#document = document;
    void this.#context.store.put('settings', 'document', document);
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.flush(), PAUSE);
  }

  /** Write to the server what was set and is not there yet. */
  async flush(): Promise<void> {
    if (!this.#timer) return;
    clearTimeout(this.#timer);
    this.#timer = null;
    const written = JSON.stringify(this.#document);
    if (written.length > MOST) return;
    await publish(this.#context, NS.settings, ITEM, x('settings', NS.settings, {}, written)).catch(() => undefined); // it is kept here
  }

  #read(item: Xml | undefined): void {
    const written = text(child(item, 'settings', NS.settings));
    if (!written || written.length > MOST || this.#timer) return;
    try {
      this.#take(JSON.parse(written));
    } catch {
      return;
    }
    void this.#context.store.put('settings', 'document', this.#document);
    this.#changed('settings');
    this.#changed('talks');
  }

  #take(kept: unknown): void {
    const { settings, talks } = (kept ?? {}) as Partial<Document>;
    const known = Object.entries(settings ?? {}).filter(([name, value]) => typeof value === typeof DEFAULTS[name as keyof Settings]);
    this.#document = { settings: { ...DEFAULTS, ...Object.fromEntries(known) }, talks: talks && typeof talks === 'object' ? talks : {} };
  }
}

/** Publish to a node of one's own that nobody else may read (XEP-0223), keeping `most` items. */
export async function publish(context: Context, node: string, id: string, payload: Xml, options: { most?: number; open?: boolean } = {}): Promise<void> {
  const field = (name: string, value: string, type?: string): Xml => x('field', NS.data, { var: name, type }, x('value', NS.data, {}, value));
  const form = x('x', NS.data, { type: 'submit' }, field('FORM_TYPE', NS.publishOptions, 'hidden'), field('pubsub#persist_items', 'true'), field('pubsub#access_model', options.open ? 'presence' : 'whitelist'), field('pubsub#max_items', String(options.most ?? 1)));
  await context.wire.request('set', null, x('pubsub', NS.pubsub, {}, x('publish', NS.pubsub, { node }, x('item', NS.pubsub, { id }, payload)), x('publish-options', NS.pubsub, {}, form)));
}

/** How far each conversation was read (XEP-0490). */
export class ReadMarks {
  readonly #context: Context;
  readonly #read = new Map<Jid, string>();
  /** What the server has not heard of yet: by whose archive. */
  readonly #unsent = new Map<Jid, Jid>();

  constructor(context: Context) {
    this.#context = context;
  }

  /** The archive's id of the last message that was read. */
  of(conversation: Jid): string {
    return this.#read.get(conversation) ?? '';
  }

  async restore(): Promise<void> {
    for (const [jid, id] of (await this.#context.store.get<[Jid, string][]>('state', 'read')) ?? []) this.#read.set(jid, id);
  }

  async sync(): Promise<void> {
    try {
      const answer = await this.#context.wire.request('get', null, x('pubsub', NS.pubsub, {}, x('items', NS.pubsub, { node: NS.mds })));
      for (const item of children(at(answer, ['pubsub', NS.pubsub], ['items', NS.pubsub]), 'item', NS.pubsub)) this.#take(item);
    } catch {
      // Nothing was read yet.
    }
  }

  /** Read elsewhere; gives the conversations. */
  event(items: Xml): readonly Jid[] {
    return children(items, 'item', NS.pubsubEvent).flatMap((item) => this.#take(item) ?? []);
  }

  mark(conversation: Jid, id: string, by: Jid): void {
    if (this.of(conversation) === id) return;
    this.#read.set(conversation, id);
    this.#keep();
    this.#unsent.set(conversation, by);
    if (this.#context.wire.open) void this.#publish(conversation, by);
  }

  /** Tell the server what was read without a connection. */
  async resend(): Promise<void> {
    for (const [conversation, by] of [...this.#unsent]) await this.#publish(conversation, by);
  }

  async #publish(conversation: Jid, by: Jid): Promise<void> {
    const id = this.of(conversation);
    const displayed = x('displayed', NS.mds, {}, x('stanza-id', NS.sid, { by, id }));
    try {
      await publish(this.#context, NS.mds, conversation, displayed, { most: 1000 });
      if (this.of(conversation) === id) this.#unsent.delete(conversation);
    } catch {
      // The mark holds here, and is told in the next session.
    }
  }

  #take(item: Xml): Jid | null {
    const id = attr(at(item, ['displayed', NS.mds], ['stanza-id', NS.sid]), 'id');
    const conversation = bare(attr(item, 'id'));
    if (!id || !conversation || this.#unsent.has(conversation)) return null;
    this.#read.set(conversation, id);
    this.#keep();
    return conversation;
  }

  #keep(): void {
    void this.#context.store.put('state', 'read', [...this.#read].slice(-2000));
  }
}
