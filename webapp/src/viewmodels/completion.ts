/** What stands before the cursor and can be completed: `@na` names somebody, `:smi` an emoji. */

export interface Asked {
  readonly kind: 'mention' | 'emoji';
  readonly query: string;
  /** Where the mark stands. */
  readonly start: number;
  readonly end: number;
}

const MENTION = /(?:^|[\s(])@([\p{L}\p{N}._-]{0,40})$/u;
const EMOJI = /(?:^|[\s(]):([\p{L}\p{N}_+-]{2,40})$/u;

export function askedFor(text: string, cursor: number): Asked | null {
  const before = text.slice(0, cursor);
  for (const [kind, pattern] of [['mention', MENTION], ['emoji', EMOJI]] as const) {
    const query = pattern.exec(before)?.[1];
    if (query !== undefined) return { kind, query, start: cursor - query.length - 1, end: cursor };
  }
  return null;
}

/** The text with what was asked for put in, and where the cursor then stands. */
export function completed(text: string, asked: Asked, chosen: string): { text: string; cursor: number } {
  const put = `${chosen} `;
  return { text: text.slice(0, asked.start) + put + text.slice(asked.end).replace(/^ /, ''), cursor: asked.start + put.length };
}

/** Mentions of people in a text, by code points (XEP-0372). */
export function mentionsIn(text: string, people: readonly { readonly nick: string; readonly jid: string | null }[]): { start: number; end: number; jid: string }[] {
  const found: { start: number; end: number; jid: string }[] = [];
  for (const { nick, jid } of people) {
    if (!jid || !nick) continue;
    const name = `@${nick}`;
    for (let place = text.indexOf(name); place >= 0; place = text.indexOf(name, place + 1)) {
      if (/[\p{L}\p{N}]/u.test(text[place + name.length] ?? '')) continue;
      const start = [...text.slice(0, place)].length;
      found.push({ start, end: start + [...name].length, jid });
    }
  }
  return found.sort((a, b) => a.start - b.start).slice(0, 50);
}
