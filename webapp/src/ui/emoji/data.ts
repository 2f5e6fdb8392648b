/** The emoji, their names and their keywords; loaded when somebody first opens the picker or types a colon. */

export interface Emoji {
  readonly emoji: string;
  readonly toned: boolean; // comes in skin tones
  readonly codes: readonly string[]; // short codes, as other messengers have them: "tada", "+1"
  readonly name: string;
  readonly words: readonly string[];
}
/** In the order of the lists. */
export const GROUPS = ['smileys', 'people', 'nature', 'food', 'travel', 'activities', 'objects', 'symbols', 'flags'] as const;
export type Group = (typeof GROUPS)[number];
export type EmojiData = Readonly<Record<Group, readonly Emoji[]>>;

/** Without a tone, then from light to dark. */
export const TONES = ['', '\u{1F3FB}', '\u{1F3FC}', '\u{1F3FD}', '\u{1F3FE}', '\u{1F3FF}'] as const;

const loaded = new Map<string, Promise<EmojiData>>();

/** The emoji with names in a language. */
export function emojiData(language: string): Promise<EmojiData> {
  const known = loaded.get(language);
  if (known) return known;
  const data = (language === 'de' ? import('./names.de') : import('./names.en')).then((module) => parse(module.default));
  data.catch(() => loaded.delete(language)); // the connection was lost: the next time asks again
  loaded.set(language, data);
  return data;
}

export function parse(lists: readonly string[]): EmojiData {
  return Object.fromEntries(GROUPS.map((group, index) => [group, (lists[index] ?? '').split('\n').map(line)])) as unknown as EmojiData;
}

function line(text: string): Emoji {
  const [emoji = '', toned, codes = '', name = '', words = ''] = text.split('|');
  return { emoji, toned: toned === '+', codes: codes.split(' ').filter(Boolean), name, words: words.split(' ').filter(Boolean) };
}

/** An emoji in a skin tone: the modifier follows every person and hand in it, in place of "draw me in colour"; hands between two
 * people stay as they are. */
export function toned(emoji: Emoji, tone: string): string {
  if (!tone || !emoji.toned) return emoji.emoji;
  return emoji.emoji.replace(/(?!(?<=\u200D)🤝)\p{Emoji_Modifier_Base}\uFE0F?/gu, (base) => base.replace('\uFE0F', '') + tone);
}

/** Those that a query names, best first: the code or name itself, their beginnings, a word's beginning, a keyword, then anywhere. */
export function searchEmoji(data: EmojiData, query: string, limit = 60): readonly Emoji[] {
  const wanted = query.trim().toLowerCase().replace(/^:|:$/g, '');
  if (!wanted) return [];
  const parts = wanted.split(/[\s_]+/);
  const found: { emoji: Emoji; rank: number }[] = [];
  for (const emoji of GROUPS.flatMap((group) => data[group])) {
    const rank = rankOf(emoji, wanted, parts);
    if (rank < WORST) found.push({ emoji, rank });
  }
  return found.sort((a, b) => a.rank - b.rank).slice(0, limit).map(({ emoji }) => emoji); // the sort is stable: Unicode's order within a rank
}

const WORST = 9;
function rankOf(emoji: Emoji, wanted: string, parts: readonly string[]): number {
  if (emoji.emoji === wanted) return 0;
  const name = emoji.name.toLowerCase();
  if (emoji.codes.includes(wanted) || name === wanted) return 0;
  if (emoji.codes.some((code) => code.startsWith(wanted))) return 1;
  if (name.startsWith(wanted)) return 2;
  const words = [...name.split(/[\s\-:,]+/), ...emoji.codes.flatMap((code) => code.split('_'))];
  if (parts.every((part) => words.some((word) => word.startsWith(part)))) return 3;
  const all = [...words, ...emoji.words.map((word) => word.toLowerCase())];
  if (parts.every((part) => emoji.words.some((word) => word.toLowerCase() === part))) return 4;
  if (parts.every((part) => all.some((word) => word.startsWith(part)))) return 5;
  return parts.every((part) => all.some((word) => word.includes(part))) ? 6 : WORST;
}

/** The recently used, newest first, with one more used. */
export function used(recent: readonly string[], emoji: string, keep = 27): readonly string[] {
  return [emoji, ...recent.filter((other) => other !== emoji)].slice(0, keep);
}
