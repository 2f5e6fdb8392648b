/** Files: sent by HTTP upload (XEP-0363), shown as cards. Only files of our own server are files here; others are links. */
import type { Context } from './context';
import { NS } from './ns';
import type { FileCard, FileState, Jid } from './types';
import { StanzaError } from './wire/wire';
import { attr, child, children, elements, text, x } from './wire/xml';

const MOST_NAME = 120;
const TYPES: Readonly<Record<string, FileCard['preview']>> = { png: 'image', jpg: 'image', jpeg: 'image', gif: 'image', webp: 'image', avif: 'image', mp3: 'audio', ogg: 'audio', oga: 'audio', opus: 'audio', wav: 'audio', m4a: 'audio', flac: 'audio', mp4: 'video', webm: 'video', mov: 'video', pdf: 'pdf' };
const HEADERS = new Set(['Authorization', 'Cookie', 'Expires']);

interface Slot {
  readonly put: string;
  readonly get: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** Why a file was not sent, in words. */
export class NotSent extends Error {
  constructor(
    readonly state: FileState,
    message = '',
  ) {
    super(message);
  }
}

export class Files {
  readonly #context: Context;
  readonly #running = new Map<string, AbortController>();
  #service: Jid | null = null;

  constructor(context: Context) {
    this.#context = context;
  }

  /** Send a file's bytes; gives its address. Throws `NotSent`. */
  async send(id: string, file: Blob, name: string, tell: (state: FileState) => void): Promise<{ url: string; state: FileState }> {
    const stop = new AbortController();
    this.#running.set(id, stop);
    try {
      await this.#online(stop.signal);
      const slot = await this.#slot(file, name);
      const total = file.size;
      const { status, said, state } = await this.#context.uploader.put(slot.put, slot.headers, file, (sent) => tell({ name: 'uploading', sent, total }), stop.signal);
      if (state === 'refused' || status === 422) throw new NotSent({ name: 'refused', reason: said });
      if (status !== 201) throw new NotSent({ name: 'failed', reason: said });
      return { url: slot.get, state: state === 'held' ? { name: 'held', reason: said } : { name: state === 'checking' ? 'checking' : 'ready' } };
    } catch (error) {
      if (stop.signal.aborted) throw new NotSent({ name: 'cancelled' });
      if (error instanceof NotSent) throw error;
      throw new NotSent({ name: 'failed', reason: error instanceof StanzaError ? error.said : '' });
    } finally {
      this.#running.delete(id);
    }
  }

  cancel(id: string): void {
    this.#running.get(id)?.abort();
  }

  /** Files wait for the connection, as messages do. */
  async #online(signal: AbortSignal): Promise<void> {
    if (this.#context.wire.open) return;
    await new Promise<void>((done, failed) => {
      const end = this.#context.events.on('connection', ({ state }) => {
        if (state !== 'online') return;
        end();
        done();
      });
      signal.addEventListener('abort', () => {
        end();
        failed(new NotSent({ name: 'cancelled' }));
      });
    });
  }

  async #slot(file: Blob, name: string): Promise<Slot> {
    const payload = x('request', NS.upload, { filename: cleanName(name), size: file.size, 'content-type': file.type || 'application/octet-stream' });
    const answer = child(await this.#context.wire.request('get', await this.#host(), payload), 'slot', NS.upload);
    const put = child(answer, 'put', NS.upload);
    const slot = { put: attr(put, 'url'), get: attr(child(answer, 'get', NS.upload), 'url') };
    if (!slot.put.startsWith('https://') || !slot.get.startsWith('https://')) throw new StanzaError('undefined-condition', '');
    const headers = children(put, 'header', NS.upload).map((header) => [attr(header, 'name'), text(header).replace(/[\r\n]/g, '')] as const);
    return { ...slot, headers: Object.fromEntries(headers.filter(([header]) => HEADERS.has(header))) };
  }

  async #host(): Promise<Jid> {
    if (this.#service) return this.#service;
    const own = await this.#context.wire.request('get', this.#context.domain, x('query', NS.discoInfo)).catch(() => undefined);
    if (elements(child(own, 'query', NS.discoInfo)).some((each) => attr(each, 'var') === NS.upload)) return (this.#service = this.#context.domain);
    const items = await this.#context.wire.request('get', this.#context.domain, x('query', NS.discoItems));
    for (const item of children(child(items, 'query', NS.discoItems), 'item', NS.discoItems)) {
      const info = await this.#context.wire.request('get', attr(item, 'jid'), x('query', NS.discoInfo)).catch(() => undefined);
      if (children(child(info, 'query', NS.discoInfo), 'feature', NS.discoInfo).some((each) => attr(each, 'var') === NS.upload)) return (this.#service = attr(item, 'jid'));
    }
    throw new StanzaError('service-unavailable', '');
  }
}

/** A name without what could make it look like another: no path, no control characters, no turned direction. */
export function cleanName(name: string): string {
  const plain = name.normalize('NFC').replace(/[\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, '').replace(/^.*[\\/]/, '').trim();
  if (plain.length <= MOST_NAME) return plain || 'file';
  const end = /\.[^.]{1,10}$/.exec(plain)?.[0] ?? '';
  return plain.slice(0, MOST_NAME - end.length) + end;
}

/** The card of a file by its address: of our own server's uploads only. */
export function cardOf(url: string, origin: string): FileCard | null {
  let address: URL;
  try {
    address = new URL(url);
  } catch {
    return null;
  }
  if (address.origin !== origin || !/^\/upload\/[^/]+\/[^/]+$/.test(address.pathname)) return null;
  let name: string;
  try {
    name = cleanName(decodeURIComponent(address.pathname.split('/')[3] ?? ''));
  } catch {
    return null;
  }
  return { ...described(name), url: address.href, state: { name: 'ready' } };
}

/** What a file's name says of it. */
export function described(name: string): Pick<FileCard, 'name' | 'type' | 'size' | 'sha256' | 'preview'> {
  const end = /\.([^.]{1,10})$/.exec(name)?.[1]?.toLowerCase() ?? '';
  return { name, type: end, size: null, sha256: null, preview: TYPES[end] ?? 'none' };
}

/** SHA-256 of a file, in hex. */
export async function sha256(file: Blob): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', await file.arrayBuffer());
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
