/** A message as the core keeps it: what views see, and what is needed to recognise it again. */
import type { Message } from './types';
import type { Xml } from './wire/xml';

export interface Line extends Message {
  /** The `id` attribute of the stanza, to which corrections, receipts and markers refer. */
  readonly attrId: string;
  readonly originId: string;
  /** Who wrote it, as it is compared: a bare address, or in rooms the occupant id or the full address. */
  readonly writer: string;
  /** Own and not handed to the server yet, or perhaps lost on the way: sent (again) when a session is open. */
  readonly outgoing?: Xml;
  /** Reactions by who reacted. */
  readonly reacted?: Readonly<Record<string, { readonly name: string; readonly emoji: readonly string[]; readonly mine: boolean; readonly at: number }>>;
  /** The last correction that was sent from here, and what it replaced: if the server refuses it, that comes back. */
  readonly corrected?: { readonly id: string; readonly body: string; readonly edited: number | null };
}

export const NO_MESSAGE = {
  kind: 'text',
  state: 'delivered',
  edited: null,
  recalled: null,
  reply: null,
  reactions: [],
  mentionsMe: false,
  file: null,
  links: [],
  verdict: null,
  external: false,
} as const satisfies Partial<Message>;

/** Whether an id is one of a message's. */
export function hasId(line: Line, id: string): boolean {
  return id !== '' && (line.id === id || line.stanzaId === id || line.originId === id || line.attrId === id);
}
