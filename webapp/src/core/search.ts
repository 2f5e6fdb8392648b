/** Finds messages by their words: in what is here, and in what this machine has kept. */
import type { Context } from './context';
import type { Line } from './line';
import type { Kept } from './store/store';
import type { Timelines } from './timelines';
import type { Jid, SearchHit } from './types';

const MOST = 100;

/** All words have to be in it, whatever their case and accents. The newest come first. */
export async function search(context: Context, timelines: Timelines, query: string, conversation?: Jid): Promise<readonly SearchHit[]> {
  const words = folded(query).split(/\s+/).filter(Boolean);
  if (!words.length) return [];
  const fits = (line: Line): boolean => {
    if (line.recalled) return false;
    const text = folded(`${line.body} ${line.file?.name ?? ''} ${line.from.nick}`);
    return words.every((word) => text.includes(word));
  };
  const found = new Map<string, SearchHit>();
  const here = conversation ? [conversation] : timelines.conversations;
  for (const jid of here) for (const line of timelines.piece(jid).lines) if (fits(line)) found.set(`${jid} ${line.id}`, { conversation: jid, message: line });
  await timelines.flush();
  for (const { conversation: jid, message } of await context.store.find((kept: Kept) => fits(kept as unknown as Line), MOST, conversation)) {
    const key = `${jid} ${message.id}`;
    if (!found.has(key)) found.set(key, { conversation: jid, message: message as unknown as Line });
  }
  return [...found.values()].sort((a, b) => b.message.at - a.message.at).slice(0, MOST);
}

function folded(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
}
