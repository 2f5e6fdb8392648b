/** Reading archives (XEP-0313, with XEP-0059): one's own, and those of rooms. */
import { newId, type Context } from './context';
import { bare } from './jid';
import { NS } from './ns';
import { forwarded } from './reading';
import type { Jid } from './types';
import { attr, child, text, x, type Xml } from './wire/xml';

export interface Archived {
  readonly stanza: Xml;
  readonly id: string;
  readonly at: number;
}
export interface Page {
  readonly items: readonly Archived[];
  /** Nothing lies beyond it in the direction asked for. */
  readonly complete: boolean;
  readonly first: string;
  readonly last: string;
}
export interface Wanted {
  readonly before?: string; // '' is the newest page
  readonly after?: string;
  readonly max: number;
  readonly with?: Jid;
  readonly start?: number;
  readonly text?: string;
}

export class Archive {
  readonly #context: Context;
  readonly #collecting = new Map<string, { from: Jid; most: number; items: Archived[] }>();

  constructor(context: Context) {
    this.#context = context;
    context.wire.on('message', (stanza) => this.#collect(stanza));
  }

  /** A page of one's own archive, or of a room's (`room`). Throws `StanzaError`. */
  async page(wanted: Wanted, room: Jid | null = null): Promise<Page> {
    const queryId = newId();
    const collected = { from: room ?? this.#context.me, most: wanted.max, items: [] as Archived[] };
    this.#collecting.set(queryId, collected);
    try {
      const answer = await this.#context.wire.request('set', room, query(queryId, wanted));
      const fin = child(answer, 'fin', NS.mam);
      const set = child(fin, 'set', NS.rsm);
      return { items: collected.items, complete: attr(fin, 'complete') === 'true', first: text(child(set, 'first', NS.rsm)), last: text(child(set, 'last', NS.rsm)) };
    } finally {
      this.#collecting.delete(queryId);
    }
  }

  #collect(stanza: Xml): void {
    const result = child(stanza, 'result', NS.mam);
    const wanted = result && this.#collecting.get(attr(result, 'queryid'));
    // Only the archive that was asked answers: a result from elsewhere is a forgery.
    if (!result || !wanted || (bare(attr(stanza, 'from')) || this.#context.me) !== wanted.from || wanted.items.length >= wanted.most) return;
    const inside = forwarded(result);
    if (inside) wanted.items.push({ stanza: inside.stanza, id: attr(result, 'id'), at: inside.at ?? 0 });
  }
}

/** Whether it is an archive's answer rather than a message. */
export function isResult(stanza: Xml): boolean {
  return child(stanza, 'result', NS.mam) !== undefined;
}

function query(queryId: string, wanted: Wanted): Xml {
  const fields = [field('FORM_TYPE', NS.mam, 'hidden'), wanted.with && field('with', wanted.with), wanted.start !== undefined && field('start', new Date(wanted.start).toISOString()), wanted.text && field('{urn:xmpp:fulltext:0}fulltext', wanted.text)];
  const set = x('set', NS.rsm, {}, x('max', NS.rsm, {}, String(wanted.max)), wanted.after ? x('after', NS.rsm, {}, wanted.after) : null, wanted.before !== undefined && x('before', NS.rsm, {}, wanted.before));
  return x('query', NS.mam, { queryid: queryId }, x('x', NS.data, { type: 'submit' }, ...fields), set);
}

function field(name: string, value: string, type?: string): Xml {
  return x('field', NS.data, { var: name, type }, x('value', NS.data, {}, value));
}
