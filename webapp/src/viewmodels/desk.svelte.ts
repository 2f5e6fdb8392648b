/** The messenger as views see it: what the core tells, as runes, and going from one conversation to another. */
import { messageOf } from '../ui/menus/items';
import type { Desk } from '../ui/over/over.svelte';
import type { PanelView } from '../ui/panel/view';
import { conversationOf, conversationPath, go } from '../ui/router.svelte';
import type { Connection, Contact, Conversation, Events, Jid, Messenger, Settings, Timeline } from '../core/types';

export class DeskModel implements Desk {
  readonly messenger: Messenger;
  connection = $state.raw<Connection>({ state: 'connecting', since: Date.now() });
  conversations = $state.raw<readonly Conversation[]>([]);
  contacts = $state.raw<readonly Contact[]>([]);
  requests = $state.raw<readonly Contact[]>([]);
  me: Events['me'];
  settings: Settings;
  current = $state<Jid | null>(null);
  timeline = $state.raw<Timeline | null>(null);
  panel = $state.raw<PanelView | null>(null);
  /** A message to go to, once it is here. */
  wanted = $state<string | null>(null);
  readonly conversation = $derived(this.conversations.find(({ id }) => id === this.current) ?? null);
  readonly #signOut: () => Promise<void>;
  readonly #ends: (() => void)[];

  constructor(messenger: Messenger, signOut: () => Promise<void>) {
    this.messenger = messenger;
    this.#signOut = signOut;
    this.me = $state.raw(messenger.me);
    this.settings = $state.raw(messenger.settings);
    this.#ends = [
      messenger.on('connection', (now) => (this.connection = now)),
      messenger.on('conversations', (now) => (this.conversations = now)),
      messenger.on('contacts', (now) => (this.contacts = now)),
      messenger.on('requests', (now) => (this.requests = now)),
      messenger.on('me', (now) => (this.me = now)),
      messenger.on('settings', (now) => (this.settings = now)),
      messenger.on('timeline', (now) => {
        if (now.conversation === this.current) this.timeline = now;
      }),
    ];
  }

  /** Follow the address of the page. */
  follow(path: string): void {
    const conversation = conversationOf(path);
    if (conversation !== this.current) void this.#enter(conversation);
    const message = conversation ? messageOf(location.hash) : null;
    if (message) void this.jump(message);
  }

  async #enter(conversation: Jid | null): Promise<void> {
    this.current = conversation;
    this.timeline = conversation ? this.messenger.timeline(conversation) : null;
    this.panel = this.panel?.kind === 'why' || this.panel?.kind === 'person' || !conversation ? null : this.panel;
    this.messenger.setActive(conversation, !document.hidden);
    if (!conversation) return;
    const timeline = await this.messenger.open(conversation);
    if (this.current !== conversation) return;
    this.timeline = timeline;
    this.messenger.setActive(conversation, !document.hidden);
  }

  open(conversation: Jid, message?: string): void {
    go(conversationPath(conversation));
    this.follow(location.pathname);
    if (message) void this.jump(message);
  }

  /** Nothing is open: the list, on a phone. */
  close(): void {
    go('/');
    this.follow('/');
  }

  /** Load until a message is here, then show it. */
  async jump(message: string): Promise<void> {
    const conversation = this.current;
    if (!conversation) return;
    const id = await this.messenger.loadUntil(conversation, { id: message });
    if (id !== null && this.current === conversation) this.wanted = id;
  }

  /** The next conversation in the list, or the next unread. */
  step(by: 1 | -1, unread: boolean): void {
    const list = this.conversations;
    const at = list.findIndex(({ id }) => id === this.current);
    for (let n = 1; n <= list.length; n++) {
      const one = list[(at + by * n + list.length * 2) % list.length];
      if (one && (!unread || one.unread > 0 || one.markedUnread)) return this.open(one.id);
    }
  }

  looks(visible: boolean): void {
    this.messenger.setActive(this.current, visible);
  }

  async signOut(): Promise<void> {
    this.end();
    await this.messenger.stop({ forget: true });
    await this.#signOut();
  }

  end(): void {
    for (const end of this.#ends.splice(0)) end();
  }
}
