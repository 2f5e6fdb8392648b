/** The core of the web app in Node, told what to do by lines of JSON on its standard input: `{id, do, with}` is answered by `{id, gave | failed}`; what happens is told as `{happened, value}`. */
import { createInterface } from 'node:readline';

import { createMessenger } from '../../webapp/src/core/messenger';
import { MemoryStore } from '../../webapp/src/core/store/memory';
import { SignedOut, type Events, type Uploaded } from '../../webapp/src/core/types';
import { stanzaWire } from '../../webapp/src/core/wire/stanza';

const { jid, origin, drafts } = JSON.parse(process.argv[2] ?? '{}') as { jid: string; origin: string; drafts: boolean };
const say = (line: unknown): void => void process.stdout.write(`${JSON.stringify(line)}\n`);

let wanted: { done: (token: { token: string; jid: string; websocket: string }) => void; failed: (error: Error) => void } | null = null;
const wire = stanzaWire(
  () =>
    new Promise((done, failed) => {
      wanted = { done, failed };
      say({ token: true });
    }),
);
const messenger = createMessenger({
  me: jid,
  origin,
  wire,
  store: new MemoryStore(),
  drafts,
  blobs: { make: (bytes, type) => `blob:${type};${bytes.length}` },
  directory: async () => [],
  uploader: {
    async put(url, headers, file, progress, signal): Promise<Uploaded> {
      const answer = await fetch(url, { method: 'PUT', headers: { ...headers, 'Content-Type': file.type }, body: file, signal });
      progress(file.size);
      const state = answer.headers.get('X-Casemate-State') as Uploaded['state'] | null;
      return { status: answer.status, said: await answer.text(), state: state ?? 'ready' };
    },
  },
});
const EVENTS = ['connection', 'conversations', 'timeline', 'contacts', 'requests', 'me', 'settings', 'incoming', 'invited'] as const satisfies readonly (keyof Events)[];
for (const event of EVENTS) messenger.on(event, (value) => say({ happened: event, value }));

createInterface({ input: process.stdin }).on('line', (line) => {
  const asked = JSON.parse(line) as { id?: number; do?: string; with?: unknown[]; token?: { token: string; jid: string; websocket: string } | null };
  if (asked.token !== undefined) {
    if (asked.token) wanted?.done(asked.token);
    else wanted?.failed(new SignedOut('signed out'));
    return;
  }
  const { id, do: name = '', with: given = [] } = asked;
  const run = async (): Promise<unknown> => {
    if (name === 'sendFile') return messenger.sendFile(String(given[0]), new Blob([Buffer.from(String(given[1]), 'base64')], { type: String(given[3] ?? '') }), String(given[2]));
    const part = (messenger as unknown as Record<string, unknown>)[name];
    return typeof part === 'function' ? await (part as (...given: unknown[]) => unknown).apply(messenger, given) : part;
  };
  run().then(
    (gave) => say({ id, gave: gave ?? null }),
    (error: unknown) => say({ id, failed: String(error) }),
  );
});
