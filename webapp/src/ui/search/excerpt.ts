/** The piece of a text that a search found, with what matched marked. */
export interface Piece {
  readonly text: string;
  readonly mark: boolean;
}

/** The text around the first word of the query that stands in it, at most `length` letters or so, in pieces. */
export function excerpt(text: string, query: string, length = 160): readonly Piece[] {
  const words = query.trim().split(/\s+/).filter(Boolean).map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  const flat = text.replace(/\s+/g, ' ');
  if (!words.length) return [{ text: cut(flat, 0, length), mark: false }];
  const pattern = new RegExp(`(${words.join('|')})`, 'giu');
  const first = Math.max(flat.search(pattern), 0);
  const start = first <= length / 2 ? 0 : flat.lastIndexOf(' ', first - length / 4) + 1;
  const shown = cut(flat, start, length);
  return shown
    .split(pattern)
    .map((piece, index) => ({ text: piece, mark: index % 2 === 1 }))
    .filter(({ text: piece }) => piece !== '');
}

function cut(text: string, start: number, length: number): string {
  const letters = Array.from(text.slice(start));
  return (start > 0 ? '… ' : '') + letters.slice(0, length).join('') + (letters.length > length ? '…' : '');
}
