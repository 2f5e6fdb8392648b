import { expect, test } from 'vitest';

import { find, match } from './fuzzy';

const order = (query: string, names: readonly string[]) => find(query, names, (name) => [name], () => 0).map(({ item }) => item);

test('a beginning goes before a word inside, and that before scattered letters', () => {
  expect(order('mar', ['Grammar club', 'Design and marketing', 'Marketing', 'Me and Rob'])).toEqual(['Marketing', 'Design and marketing', 'Grammar club', 'Me and Rob']);
});

test('the name itself goes before longer ones', () => {
  expect(order('ops', ['ops-berlin', 'ops', 'devops'])).toEqual(['ops', 'ops-berlin', 'devops']);
});

test('initials find a name', () => {
  expect(order('jd', ['Judith', 'Jane Doe', 'Bob'])[0]).toBe('Jane Doe');
});

test('accents, case and a space too many do not matter', () => {
  expect(order('jorg', ['Jörg', 'Bob'])).toEqual(['Jörg']);
  expect(order('ANNA  k', ['Anna Klein'])).toEqual(['Anna Klein']);
});

test('what has not all letters is not found; nothing asked finds all, by rank', () => {
  expect(match('xyz', 'Marketing')).toBeNull();
  expect(find('', ['a', 'b'], (name) => [name], (name) => (name === 'b' ? 1 : 0)).map(({ item }) => item)).toEqual(['b', 'a']);
});

test('the marks are the letters that matched', () => {
  expect(match('mar', 'Grammar, Mary')?.marks).toEqual([9, 10, 11]);
  expect(match('jd', 'Jane Doe')?.marks).toEqual([0, 5]);
  expect(match('o', '😀ok')?.marks).toEqual([2]);
});

test('a second name, such as an address, finds too, after the first', () => {
  const people = [{ name: 'Robert', jid: 'bob@a.example' }, { name: 'Bobby', jid: 'x@a.example' }];
  expect(find('bob', people, ({ name, jid }) => [name, jid], () => 0).map(({ item }) => item.name)).toEqual(['Bobby', 'Robert']);
});
