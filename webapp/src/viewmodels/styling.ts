/** Message styling (XEP-0393): blocks and spans, the marks kept in the text. Never markup: views draw elements of what this gives. */
import type { LinkShown } from '../core/types';

export type Block =
  | { readonly kind: 'text'; readonly lines: readonly (readonly Span[])[] }
  | { readonly kind: 'code'; readonly text: string }
  | { readonly kind: 'quote'; readonly blocks: readonly Block[] };
export type Span = { readonly kind: 'plain' | 'strong' | 'emphasis' | 'strike' | 'code' | 'mention'; readonly text: string } | { readonly kind: 'link'; readonly text: string; readonly link: LinkShown };

const DEEPEST = 4;
const MARKS: Readonly<Record<string, 'strong' | 'emphasis' | 'strike' | 'code'>> = { '*': 'strong', _: 'emphasis', '~': 'strike', '`': 'code' };

/** The blocks of a body; `nicks` are names that count as mentions after an @. */
export function blocksOf(body: string, links: readonly LinkShown[] = [], nicks: readonly string[] = []): Block[] {
  return blocks(linesOf(body), links, nicks, 0);
}

interface Placed {
  readonly text: string;
  readonly at: number; // where it begins in the body
}

function linesOf(body: string): Placed[] {
  let at = 0;
  return body.split('\n').map((text) => {
    const placed = { text, at };
    at += text.length + 1;
    return placed;
  });
}

function blocks(lines: readonly Placed[], links: readonly LinkShown[], nicks: readonly string[], depth: number): Block[] {
  const found: Block[] = [];
  let plain: (readonly Span[])[] = [];
  const flush = (): void => {
    if (plain.length) found.push({ kind: 'text', lines: plain });
    plain = [];
  };
  for (let place = 0; place < lines.length; place++) {
    const line = lines[place]!;
    if (line.text.startsWith('```')) {
      const end = lines.findIndex((each, index) => index > place && each.text.trimEnd() === '```');
      const inside = lines.slice(place + 1, end < 0 ? undefined : end);
      flush();
      found.push({ kind: 'code', text: inside.map(({ text }) => text).join('\n') });
      place = end < 0 ? lines.length : end;
    } else if (line.text.startsWith('>') && depth < DEEPEST) {
      let end = place;
      while (lines[end]?.text.startsWith('>')) end++;
      const inside = lines.slice(place, end).map(({ text, at }) => ({ text: text.replace(/^>\s?/, ''), at: at + (/^>\s?/.exec(text)?.[0].length ?? 0) }));
      flush();
      found.push({ kind: 'quote', blocks: blocks(inside, links, nicks, depth + 1) });
      place = end - 1;
    } else plain.push(spans(line, links, nicks));
  }
  flush();
  return found;
}

function spans({ text, at }: Placed, links: readonly LinkShown[], nicks: readonly string[]): Span[] {
  const found: Span[] = [];
  let from = 0;
  for (const link of links) {
    const start = link.start - at;
    const end = link.end - at;
    if (start < from || end > text.length) continue;
    found.push(...styled(text.slice(from, start), nicks), { kind: 'link', text: text.slice(start, end), link });
    from = end;
  }
  found.push(...styled(text.slice(from), nicks));
  return found;
}

/** Spans begin after nothing, a space or another mark, hold no space at their ends, and end on the same line (section 6). */
function styled(text: string, nicks: readonly string[]): Span[] {
  const found: Span[] = [];
  let plain = '';
  const flush = (): void => {
    if (plain) found.push(...mentions(plain, nicks));
    plain = '';
  };
  for (let place = 0; place < text.length; place++) {
    const mark = text[place]!;
    const kind = MARKS[mark];
    const before = text[place - 1];
    const opens = kind !== undefined && (before === undefined || /[\s\p{P}]/u.test(before)) && text[place + 1] !== undefined && !/\s/.test(text[place + 1]!) && text[place + 1] !== mark;
    const end = opens ? closing(text, mark, place + 1) : -1;
    if (kind === undefined || end < 0) {
      plain += mark;
      continue;
    }
    flush();
    found.push({ kind, text: text.slice(place + 1, end) });
    place = end;
  }
  flush();
  return found;
}

function closing(text: string, mark: string, from: number): number {
  for (let place = text.indexOf(mark, from); place >= 0; place = text.indexOf(mark, place + 1)) {
    const after = text[place + 1];
    if (place > from && !/\s/.test(text[place - 1]!) && (after === undefined || /[\s\p{P}]/u.test(after))) return place;
  }
  return -1;
}

function mentions(text: string, nicks: readonly string[]): Span[] {
  const found: Span[] = [];
  let plain = '';
  for (let place = 0; place < text.length; place++) {
    const nick = text[place] === '@' && !/[\p{L}\p{N}]/u.test(text[place - 1] ?? '') ? named(text, place + 1, nicks) : undefined;
    if (nick === undefined) {
      plain += text[place];
      continue;
    }
    if (plain) found.push({ kind: 'plain', text: plain });
    plain = '';
    found.push({ kind: 'mention', text: text.slice(place, place + 1 + nick.length) });
    place += nick.length;
  }
  if (plain) found.push({ kind: 'plain', text: plain });
  return found;
}

function named(text: string, from: number, nicks: readonly string[]): string | undefined {
  const rest = text.slice(from).toLowerCase();
  return nicks.filter((nick) => nick && rest.startsWith(nick.toLowerCase()) && !/[\p{L}\p{N}]/u.test(rest[nick.length] ?? '')).sort((a, b) => b.length - a.length)[0];
}
