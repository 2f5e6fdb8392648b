/** The stream as the core sees it. The only one that knows how it is done is `stanza.ts`; tests have one in memory. */
import type { Jid, TokenSource, Unsubscribe } from '../types';
import { attr, child, elements, text, type Xml } from './xml';

export interface WireEvents {
  /** A new session: nothing of an earlier one is known to the server. */
  started: { readonly jid: Jid };
  /** An earlier session goes on: nothing was lost. */
  resumed: null;
  /** The stream has ended; `nextTry` is when it is opened again (milliseconds since the epoch). */
  lost: { readonly nextTry: number | null };
  /** The server no longer knows who this is: nothing is tried again. */
  refused: { readonly reason: string };
  message: Xml;
  presence: Xml;
  /** A push of the server (`<iq type='set'/>`), which is acknowledged already. */
  push: Xml;
  /** The server has what was sent with this id (XEP-0198). */
  acked: { readonly id: string };
}

export interface Wire {
  on<K extends keyof WireEvents>(event: K, listener: (value: WireEvents[K]) => void): Unsubscribe;
  /** Connect, and stay connected until `stop`. */
  start(): void;
  stop(): Promise<void>;
  /** Try again now. */
  retry(): void;
  /** Whether a session is open. */
  readonly open: boolean;
  /** Send a message or presence; without a session it is dropped, as whoever sends it has to know. */
  send(stanza: Xml): void;
  /** Ask; throws `StanzaError`, also if no answer comes (`remote-server-timeout`) or no session is open. */
  request(type: 'get' | 'set', to: Jid | null, payload: Xml): Promise<Xml>;
  /** Whether somebody looks (XEP-0352). */
  attend(active: boolean): void;
}

export type WireMaker = (token: TokenSource) => Wire;

const STANZAS = 'urn:ietf:params:xml:ns:xmpp-stanzas';

/** An error that came back (RFC 6120 section 8.3). */
export class StanzaError extends Error {
  constructor(
    readonly condition: string,
    /** What the server says of it, in words; '' if nothing. */
    readonly said: string,
    /** The `<error/>`. */
    readonly error: Xml | null = null,
  ) {
    super(said || condition);
  }

  static of(stanza: Xml): StanzaError {
    const error = elements(stanza).find((each) => each.name === 'error');
    const condition = elements(error).find((each) => each.ns === STANZAS && each.name !== 'text');
    return new StanzaError(condition?.name ?? 'undefined-condition', text(child(error, 'text', STANZAS)).slice(0, 1000), error ?? null);
  }
}

/** Whether a stanza is an error. */
export function isError(stanza: Xml): boolean {
  return attr(stanza, 'type') === 'error';
}
