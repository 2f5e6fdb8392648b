/**
 * What the core keeps on this machine, so that it can be read without a connection and nothing that was written is lost. Values are plain
 * data. The browser's store encrypts each of them; tests have one in memory.
 */
import type { Jid } from '../types';

/** A value by its key, in a table: 'settings', 'conversations', 'drafts', 'profiles', 'state'. */
export interface Store {
  get<T>(table: Table, key: string): Promise<T | undefined>;
  put(table: Table, key: string, value: unknown): Promise<void>;
  remove(table: Table, key: string): Promise<void>;
  all<T>(table: Table): Promise<readonly T[]>;

  /** Keep messages of a conversation (by `id`; `at` orders them); the oldest go when there are too many. */
  keep(conversation: Jid, messages: readonly Kept[]): Promise<void>;
  /** The newest messages of a conversation, oldest first. */
  newest(conversation: Jid, most: number): Promise<readonly Kept[]>;
  /** Messages kept, of one conversation or of all, newest first, which `wanted` takes; at most `most`. */
  find(wanted: (message: Kept) => boolean, most: number, conversation?: Jid): Promise<readonly { readonly conversation: Jid; readonly message: Kept }[]>;
  drop(conversation: Jid): Promise<void>;

  /** Forget everything, keys included. */
  wipe(): Promise<void>;
  close(): void;
}

export type Table = 'settings' | 'conversations' | 'drafts' | 'profiles' | 'state';

export interface Kept {
  readonly id: string;
  readonly at: number;
  readonly [more: string]: unknown;
}
