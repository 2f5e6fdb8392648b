import { expect, test } from 'vitest';

import { excerpt } from './excerpt';

const marked = (text: string, query: string) => excerpt(text, query).map(({ text: piece, mark }) => (mark ? `[${piece}]` : piece)).join('');

test('marks every word of the query, whatever its case', () => {
  expect(marked('The Offer for the warehouse', 'offer ware')).toBe('The [Offer] for the [ware]house');
});

test('shows the place where it was found, not the beginning', () => {
  const text = `${'word '.repeat(100)}needle ${'word '.repeat(100)}`;
  const shown = marked(text, 'needle');
  expect(shown.startsWith('… ')).toBe(true);
  expect(shown).toContain('[needle]');
  expect(shown.endsWith('…')).toBe(true);
  expect(shown.length).toBeLessThan(180);
});

test('letters that mean something in a pattern are only letters', () => {
  expect(marked('price (net) 10.5', '(net) .5')).toBe('price [(net)] 10[.5]');
  expect(marked('abc', '\\')).toBe('abc');
});

test('no half letters at the cut, no words without a query', () => {
  expect(excerpt('😀'.repeat(200), '', 10)).toEqual([{ text: `${'😀'.repeat(10)}…`, mark: false }]);
});
