/**
 * The stream by the library `stanza`: nothing else imports it. It gives connection, OAUTHBEARER, stream management with resumption and
 * capabilities; elements pass through as they are (`whole`), so that the core reads what it needs and no more.
 */
import { createClient, type Agent, type AgentConfig } from 'stanza';

import { Emitter } from '../emitter';
import { SignedOut, type Jid, type TokenSource, type Unsubscribe } from '../types';
import { NS } from '../ns';
import { StanzaError, type Wire, type WireEvents } from './wire';
import { elements, type Xml } from './xml';

const PATIENCE = 20; // seconds for an answer
const ALIVE = 55; // seconds between signs of life: less than any proxy waits
const FIRST_WAIT = 800; // milliseconds before the second try
const LONGEST_WAIT = 30_000;
const CAPS_NODE = 'https://casemate.example/web';
const OURS = 'casemate-stanza';

const FEATURES = [
  NS.states, NS.receipts, NS.markers, NS.correct, NS.retract, NS.reactions, NS.reply, NS.fallback, NS.reference, NS.carbons, NS.conference,
  NS.oob, NS.ping, NS.hats, NS.styling, NS.verdict,
  ...[NS.bookmarks, NS.mds, NS.avatarMeta, NS.nick, NS.settings].map((node) => `${node}+notify`),
];

/** Elements as the library has them. */
interface Element {
  name: string;
  children: (Element | string)[];
  attributes: Record<string, string | undefined>;
  getName(): string;
  getNamespace(): string;
  appendChild(child: Element | string): unknown;
}
type ElementClass = new (name: string, attrs: Record<string, string>, children?: (Element | string)[]) => Element;

interface Carried {
  readonly whole?: Xml;
}

export function stanzaWire(tokens: TokenSource): Wire {
  return new StanzaWire(tokens);
}

class StanzaWire implements Wire {
  readonly #tokens: TokenSource;
  readonly #emitter = new Emitter<WireEvents>();
  #client: Agent | null = null;
  #started = false;
  #open = false;
  #connecting = false;
  #tries = 0;
  #timer: ReturnType<typeof setTimeout> | null = null;
  #active = true;

  constructor(tokens: TokenSource) {
    this.#tokens = tokens;
  }

  on<K extends keyof WireEvents>(event: K, listener: (value: WireEvents[K]) => void): Unsubscribe {
    return this.#emitter.on(event, listener);
  }

  get open(): boolean {
    return this.#open;
  }

  start(): void {
    if (this.#started) return;
    this.#started = true;
    void this.#connect();
  }

  async stop(): Promise<void> {
    this.#started = false;
    this.#clear();
    this.#open = false;
    const client = this.#client;
    this.#client = null;
    if (!client) return;
    client.sm.allowResume = false;
    await Promise.race([client.disconnect(), new Promise((done) => setTimeout(done, 1000))]);
  }

  retry(): void {
    if (!this.#started || this.#open) return;
    this.#tries = 0;
    this.#clear();
    void this.#connect();
  }

  send(stanza: Xml): void {
    if (!this.#client || !this.#open) return;
    const kind = stanza.name === 'presence' ? 'presence' : 'message';
    // Presence to everybody says what we can do (XEP-0115), so that the server knows what to tell us.
    const caps = kind === 'presence' && !stanza.attrs['to'] && !stanza.attrs['type'] ? { legacyCapabilities: this.#client.disco.getCaps() } : {};
    void this.#client.send(kind, { ...plain(stanza), ...caps, whole: stanza } as never).catch(() => undefined);
  }

  async request(type: 'get' | 'set', to: Jid | null, payload: Xml): Promise<Xml> {
    if (!this.#client || !this.#open) throw new StanzaError('remote-server-timeout', '');
    try {
      const answer = (await this.#client.sendIQ({ type, ...(to ? { to } : {}), whole: stanzaOf('iq', payload) } as never)) as Carried;
      if (!answer.whole) throw new StanzaError('undefined-condition', '');
      return answer.whole;
    } catch (error) {
      if (error instanceof StanzaError) throw error;
      const whole = (error as Carried).whole;
      throw whole ? StanzaError.of(whole) : new StanzaError('remote-server-timeout', '');
    }
  }

  attend(active: boolean): void {
    this.#active = active;
    if (this.#open) this.#tellActive();
  }

  #tellActive(): void {
    if (this.#active) this.#client?.markActive();
    else this.#client?.markInactive();
  }

  async #connect(): Promise<void> {
    if (this.#connecting) return;
    this.#connecting = true;
    try {
      const { token, jid, websocket } = await this.#tokens();
      if (!this.#started) return;
      this.#client ??= this.#make(jid);
      this.#client.updateConfig({ jid, credentials: { token }, transports: { websocket, bosh: false } } as AgentConfig);
      await this.#client.connect();
    } catch (error) {
      if (error instanceof SignedOut) this.#refuse(error.message);
      else this.#again();
    } finally {
      this.#connecting = false;
    }
  }

  #make(jid: Jid): Agent {
    const client = createClient({
      jid,
      autoReconnect: false,
      timeout: PATIENCE,
      sendReceipts: false,
      chatMarkers: false,
      softwareVersion: { name: 'Casemate' },
      capsNode: CAPS_NODE,
    } as AgentConfig);
    for (const name of ['EXTERNAL', 'SCRAM-SHA-256-PLUS', 'SCRAM-SHA-256', 'SCRAM-SHA-1-PLUS', 'SCRAM-SHA-1', 'DIGEST-MD5', 'X-OAUTH2', 'PLAIN', 'ANONYMOUS']) client.sasl.disable(name);
    carryWhole(client);
    for (const feature of FEATURES) client.disco.addFeature(feature);
    client.updateCaps();
    client.on('session:started', () => this.#began({ jid: client.jid }));
    client.on('stream:management:resumed', () => this.#began(null));
    client.on('disconnected', () => this.#lost());
    client.on('auth:failed', () => undefined); // the stream ends with it, and the next try has a fresh token
    client.on('message', (message) => this.#got('message', message));
    client.on('presence', (presence) => this.#got('presence', presence));
    client.on('iq', (iq) => {
      if (iq.type === 'set') this.#got('push', iq);
    });
    client.on('stanza:acked' as never, ((sent: { kind: string; stanza: { id?: string } }) => {
      if (sent.kind === 'message' && sent.stanza.id) this.#emitter.emit('acked', { id: sent.stanza.id });
    }) as never);
    return client;
  }

  #got(kind: 'message' | 'presence' | 'push', json: unknown): void {
    const { whole } = json as Carried;
    if (whole) this.#emitter.emit(kind, whole);
  }

  #began(fresh: { jid: Jid } | null): void {
    this.#open = true;
    this.#tries = 0;
    this.#clear();
    this.#client?.enableKeepAlive({ interval: ALIVE, timeout: PATIENCE });
    if (fresh) this.#emitter.emit('started', fresh);
    else this.#emitter.emit('resumed', null);
    if (!this.#active) this.#tellActive();
  }

  #lost(): void {
    this.#open = false;
    if (this.#started) this.#again();
  }

  #again(): void {
    if (this.#timer) return;
    const wait = Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** this.#tries) * (0.75 + Math.random() / 2);
    this.#tries += 1;
    this.#emitter.emit('lost', { nextTry: Date.now() + wait });
    this.#timer = setTimeout(() => {
      this.#timer = null;
      void this.#connect();
    }, wait);
  }

  #refuse(reason: string): void {
    this.#started = false;
    this.#emitter.emit('refused', { reason });
  }

  #clear(): void {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
  }
}

/** What the library has to know of a stanza beside its content. */
function plain(stanza: Xml): Record<string, string> {
  const { id, to, type } = stanza.attrs;
  return { ...(id ? { id } : {}), ...(to ? { to } : {}), ...(type ? { type } : {}) };
}

function stanzaOf(name: string, payload: Xml): Xml {
  return { name, ns: NS.client, attrs: {}, children: [payload] };
}

/** Let elements pass in and out of stanzas as they are. */
function carryWhole(client: Agent): void {
  for (const element of ['message', 'presence', 'iq'] as const) {
    client.stanzas.define({
      element,
      namespace: NS.client,
      path: element,
      fields: {
        whole: {
          importer: (xml: unknown) => read(xml as Element),
          exporter: (xml: unknown, value: Xml) => {
            for (const part of elements(value)) (xml as Element).appendChild(write(part, (xml as Element).constructor as ElementClass));
          },
        },
      },
      optionalNamespaces: { [OURS]: OURS },
    } as never);
  }
}

function read(element: Element): Xml {
  const attrs: Record<string, string> = {};
  for (const [name, value] of Object.entries(element.attributes)) if (name !== 'xmlns' && value !== undefined) attrs[name] = value;
  const children = element.children.map((each) => (typeof each === 'string' ? each : read(each)));
  return { name: element.getName(), ns: element.getNamespace(), attrs, children };
}

function write(part: Xml, Made: ElementClass): Element {
  const children = part.children.map((each) => (typeof each === 'string' ? each : write(each, Made)));
  return new Made(part.name, { xmlns: part.ns, ...part.attrs }, children);
}
