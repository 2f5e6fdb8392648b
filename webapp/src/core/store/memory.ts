/** A store that is gone with the page: for tests, and where a browser lets nothing be kept. */
import type { Jid } from '../types';
import type { Kept, Store, Table } from './store';

export class MemoryStore implements Store {
  readonly #tables = new Map<Table, Map<string, unknown>>();
  readonly #messages = new Map<Jid, Map<string, Kept>>();

  #table(name: Table): Map<string, unknown> {
    const table = this.#tables.get(name) ?? new Map<string, unknown>();
    this.#tables.set(name, table);
    return table;
  }

  async get<T>(table: Table, key: string): Promise<T | undefined> {
    return structuredClone(this.#table(table).get(key)) as T | undefined;
  }

  async put(table: Table, key: string, value: unknown): Promise<void> {
    this.#table(table).set(key, structuredClone(value));
  }

  async remove(table: Table, key: string): Promise<void> {
    this.#table(table).delete(key);
  }

  async all<T>(table: Table): Promise<readonly T[]> {
    return [...this.#table(table).values()].map((value) => structuredClone(value) as T);
  }

  async keep(conversation: Jid, messages: readonly Kept[]): Promise<void> {
    const kept = this.#messages.get(conversation) ?? new Map<string, Kept>();
    this.#messages.set(conversation, kept);
    for (const message of messages) kept.set(message.id, structuredClone(message));
  }

  async newest(conversation: Jid, most: number): Promise<readonly Kept[]> {
    const kept = [...(this.#messages.get(conversation)?.values() ?? [])].sort((a, b) => a.at - b.at);
    return kept.slice(-most).map((message) => structuredClone(message));
  }

  async find(wanted: (message: Kept) => boolean, most: number, conversation?: Jid): Promise<readonly { conversation: Jid; message: Kept }[]> {
    const found: { conversation: Jid; message: Kept }[] = [];
    for (const [jid, messages] of this.#messages) {
      if (conversation !== undefined && conversation !== jid) continue;
      for (const message of messages.values()) if (wanted(message)) found.push({ conversation: jid, message: structuredClone(message) });
    }
    return found.sort((a, b) => b.message.at - a.message.at).slice(0, most);
  }

  async drop(conversation: Jid): Promise<void> {
    this.#messages.delete(conversation);
  }

  async wipe(): Promise<void> {
    this.#tables.clear();
    this.#messages.clear();
  }

  close(): void {
    // Nothing is open.
  }
}
