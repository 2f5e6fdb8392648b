/** Finding something by a few of its letters, as in "go to anything". */

export interface Matched<T> {
  readonly item: T;
  readonly score: number;
  readonly marks: readonly number[]; // which letters of the name matched, by UTF-16 offset
}

/** Letters without accents and case, so that "joerg" and "jorg" both find "Jörg". */
export function folded(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
}

/**
 * How well a query's letters are found in a name, in their order; null if they are not. Letters side by side, at the beginnings of
 * words and near the front count more, so that the name that somebody has in mind comes first.
 */
export function match(query: string, name: string): { score: number; marks: readonly number[] } | null {
  const wanted = folded(query).replace(/\s+/g, ' ').trim();
  if (!wanted) return { score: 0, marks: [] };
  const { letters, places } = lettersOf(name);
  const whole = letters.indexOf(wanted);
  if (whole >= 0) return wholeAt(whole, wanted.length, letters, places);
  return scattered(wanted.replaceAll(' ', ''), letters, places);
}

/** The folded letters of a name, and where each stands in it. */
function lettersOf(name: string): { letters: string; places: readonly number[] } {
  let letters = '';
  const places: number[] = [];
  let at = 0;
  for (const letter of name) {
    for (const plain of folded(letter)) {
      letters += plain;
      for (let i = 0; i < plain.length; i++) places.push(at);
    }
    at += letter.length;
  }
  return { letters, places };
}

function startsWord(letters: string, at: number): boolean {
  return at === 0 || !/[\p{L}\p{N}]/u.test(letters[at - 1] ?? '');
}

function wholeAt(first: number, length: number, letters: string, places: readonly number[]): { score: number; marks: readonly number[] } {
  const word = startsWord(letters, first) ? first : wordStart(letters, letters.slice(first, first + length)) ?? first;
  const score = 100 + (word === 0 ? 50 : startsWord(letters, word) ? 30 : 0) + (letters.length === length ? 50 : 0) - Math.min(word, 20);
  return { score, marks: places.slice(word, word + length) };
}

function wordStart(letters: string, wanted: string): number | null {
  for (let at = letters.indexOf(wanted); at >= 0; at = letters.indexOf(wanted, at + 1)) if (startsWord(letters, at)) return at;
  return null;
}

function scattered(wanted: string, letters: string, places: readonly number[]): { score: number; marks: readonly number[] } | null {
  const marks: number[] = [];
  let score = 0;
  let last = -2;
  for (const letter of wanted) {
    const found = next(letter, letters, last + 1);
    if (found === null) return null;
    score += found === last + 1 ? 8 : startsWord(letters, found) ? 10 : 1;
    score -= Math.min(found - last - 1, 5) * 0.5;
    marks.push(places[found] ?? 0);
    last = found;
  }
  return { score, marks };
}

/** Where a letter stands next: at the beginning of a word, if it begins one further on and does not follow at once. */
function next(letter: string, letters: string, from: number): number | null {
  const first = letters.indexOf(letter, Math.max(from, 0));
  if (first < 0) return null;
  if (first === from || startsWord(letters, first)) return first;
  return wordStart(letters.slice(first), letter) === null ? first : first + (wordStart(letters.slice(first), letter) ?? 0);
}

/** What a query finds, best first; of equals, the one that `rank` puts first (recent ones, say). */
export function find<T>(query: string, items: readonly T[], names: (item: T) => readonly string[], rank: (item: T) => number, limit = 30): readonly Matched<T>[] {
  const found: Matched<T>[] = [];
  for (const item of items) {
    const best = names(item)
      .map((name, index) => ({ index, matched: match(query, name) }))
      .filter(({ matched }) => matched !== null)
      .map(({ index, matched }) => ({ score: (matched?.score ?? 0) - index * 20, marks: index === 0 ? (matched?.marks ?? []) : [] }))
      .sort((a, b) => b.score - a.score)[0];
    if (best) found.push({ item, ...best });
  }
  return found.sort((a, b) => b.score - a.score || rank(b.item) - rank(a.item)).slice(0, limit);
}
