/**
 * What stands over the conversation: one thing at a time, opened from anywhere by `over.show(...)`, drawn by `Over.svelte`, and loaded
 * when it is first asked for.
 */
import type { Conversation, FileCard, Jid, Message, Messenger, Profile, Settings, Contact, Events } from '../../core/types';

/** What these parts need of the app. */
export interface Desk {
  readonly messenger: Messenger;
  readonly conversations: readonly Conversation[];
  readonly contacts: readonly Contact[];
  readonly requests: readonly Contact[];
  readonly me: Events['me'];
  readonly settings: Settings;
  readonly current: Jid | null;
  /** Go to a conversation, and there to a message. */
  open(conversation: Jid, message?: string): void;
  signOut(): Promise<void>;
}

export type Shown =
  | { readonly what: 'switcher' }
  | { readonly what: 'search'; readonly query?: string }
  | { readonly what: 'settings'; readonly page?: SettingsPage }
  | { readonly what: 'rooms' }
  | { readonly what: 'create-room' }
  | { readonly what: 'join'; readonly room: Jid; readonly name: string }
  | { readonly what: 'invite'; readonly room: Jid; readonly name: string }
  | { readonly what: 'room-settings'; readonly room: Jid }
  | { readonly what: 'people' }
  | { readonly what: 'report'; readonly message: Message }
  | { readonly what: 'jump'; readonly conversation: Jid }
  | { readonly what: 'preview'; readonly file: FileCard; readonly from: string; readonly at: number }
  | { readonly what: 'person'; readonly jid: Jid; readonly known?: Profile }
  | { readonly what: 'sign-out' };
export type SettingsPage = 'profile' | 'appearance' | 'notifications' | 'messages' | 'account';

let shown = $state.raw<Shown | null>(null);
let before: Element | null = null;

export const over = {
  get shown(): Shown | null {
    return shown;
  },
  show(next: Shown): void {
    if (!shown) before = document.activeElement;
    shown = next;
  },
  /** The focus goes back to where it was. */
  close(): void {
    shown = null;
    if (before instanceof HTMLElement && before.isConnected) before.focus();
    before = null;
  },
};
