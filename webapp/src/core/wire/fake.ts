/** A stream in memory for tests: what the server says is said by the test, archives and nodes are lists. */
import { Emitter } from '../emitter';
import { NS } from '../ns';
import type { Jid, Unsubscribe } from '../types';
import { StanzaError, type Wire, type WireEvents } from './wire';
import { at, attr, child, children, text, x, type Xml } from './xml';

export interface Archived {
  readonly id: string;
  readonly at: number;
  readonly stanza: Xml;
}

export class FakeWire implements Wire {
  readonly #emitter = new Emitter<WireEvents>();
  readonly me: Jid;
  open = false;
  active = true;
  readonly sent: Xml[] = [];
  readonly asked: Xml[] = [];
  /** By whose archive: '' is one's own. */
  readonly archives = new Map<string, Archived[]>();
  /** Payloads of items that were published, by node and id. */
  readonly nodes = new Map<string, Map<string, Xml>>();
  /** How many messages a page of an archive has at most. */
  most = 100;
  /** The next requests for which this is true are refused. */
  refuses: (payload: Xml) => boolean = () => false;

  constructor(me: Jid) {
    this.me = me;
  }

  on<K extends keyof WireEvents>(event: K, listener: (value: WireEvents[K]) => void): Unsubscribe {
    return this.#emitter.on(event, listener);
  }
  start(): void {
    this.begin();
  }
  async stop(): Promise<void> {
    this.open = false;
  }
  retry(): void {
    this.begin();
  }
  attend(active: boolean): void {
    this.active = active;
  }
  send(stanza: Xml): void {
    if (this.open) this.sent.push(stanza);
  }

  // ---- what the test makes happen

  begin(): void {
    this.open = true;
    this.#emitter.emit('started', { jid: `${this.me}/web` });
  }
  resume(): void {
    this.open = true;
    this.#emitter.emit('resumed', null);
  }
  lose(): void {
    this.open = false;
    this.#emitter.emit('lost', { nextTry: null });
  }
  refuse(reason: string): void {
    this.open = false;
    this.#emitter.emit('refused', { reason });
  }
  ack(id: string): void {
    this.#emitter.emit('acked', { id });
  }
  hear(stanza: Xml): void {
    this.#emitter.emit(stanza.name === 'presence' ? 'presence' : stanza.name === 'iq' ? 'push' : 'message', stanza);
  }
  archive(stanza: Xml, id: string, when: number, of = ''): void {
    this.archives.set(of, [...(this.archives.get(of) ?? []), { id, at: when, stanza }]);
  }

  async request(_type: 'get' | 'set', to: Jid | null, payload: Xml): Promise<Xml> {
    this.asked.push(payload);
    await Promise.resolve();
    if (!this.open) throw new StanzaError('remote-server-timeout', '');
    if (this.refuses(payload)) throw new StanzaError('internal-server-error', '');
    if (payload.ns === NS.mam) return this.#page(to ?? '', payload);
    if (payload.ns === NS.pubsub) return this.#node(payload);
    if (payload.ns === NS.roster) return answer(x('query', NS.roster));
    if (payload.ns === NS.blocking || payload.ns === NS.carbons) return answer(x(payload.name, payload.ns));
    throw new StanzaError('service-unavailable', '');
  }

  #page(of: string, query: Xml): Xml {
    const fields = new Map(children(child(query, 'x', NS.data), 'field', NS.data).map((field) => [attr(field, 'var'), text(child(field, 'value', NS.data))]));
    const set = child(query, 'set', NS.rsm);
    const after = text(child(set, 'after', NS.rsm));
    const before = child(set, 'before', NS.rsm);
    const withWhom = fields.get('with');
    const about = ({ stanza }: Archived): boolean => !withWhom || [attr(stanza, 'from'), attr(stanza, 'to')].some((each) => each.split('/')[0] === withWhom);
    const all = (this.archives.get(of) ?? []).filter(about);
    const most = Math.min(this.most, Number(text(child(set, 'max', NS.rsm))));
    const place = (id: string): number => all.findIndex((each) => each.id === id);
    if (after && place(after) < 0) throw new StanzaError('item-not-found', '');
    const rest = before ? all.slice(0, text(before) ? place(text(before)) : all.length) : all.slice(place(after) + 1);
    const page = before ? rest.slice(-most) : rest.slice(0, most);
    for (const item of page) this.hear(result(item, attr(query, 'queryid'), of || this.me));
    const [first, last] = [page[0]?.id ?? '', page.at(-1)?.id ?? ''];
    return answer(x('fin', NS.mam, { complete: page.length === rest.length ? 'true' : undefined }, x('set', NS.rsm, {}, x('first', NS.rsm, {}, first), x('last', NS.rsm, {}, last))));
  }

  #node(pubsub: Xml): Xml {
    const publish = child(pubsub, 'publish', NS.pubsub);
    const item = child(publish, 'item', NS.pubsub);
    if (publish && item) {
      const node = this.nodes.get(attr(publish, 'node')) ?? new Map<string, Xml>();
      this.nodes.set(attr(publish, 'node'), node.set(attr(item, 'id'), item));
      return answer(pubsub);
    }
    const name = attr(at(pubsub, ['items', NS.pubsub]), 'node');
    const node = this.nodes.get(name);
    if (!node) throw new StanzaError('item-not-found', '');
    return answer(x('pubsub', NS.pubsub, {}, x('items', NS.pubsub, { node: name }, ...node.values())));
  }
}

/** An archive's result (XEP-0313). */
export function result({ id, at: when, stanza }: Archived, queryId: string, from: Jid): Xml {
  const forwarded = x('forwarded', NS.forward, {}, x('delay', NS.delay, { stamp: new Date(when).toISOString() }), stanza);
  return x('message', NS.client, { from }, x('result', NS.mam, { queryid: queryId, id }, forwarded));
}

function answer(payload: Xml): Xml {
  return x('iq', NS.client, { type: 'result' }, payload);
}
