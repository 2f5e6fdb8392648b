import { expect, test } from 'vitest';

import type { FoundInText, Verdict } from '../../core/types';
import { grouped, mailto, waysOf } from './seen';

const finding = (id: string, excerpt: string): FoundInText => ({ id, title: `a ${id}`, why: 'because', excerpt, part: 'body', start: 0, end: 1 });
const verdict = (changes: Partial<Verdict>): Verdict => ({ action: 'coach', text: '', findings: [], gaps: [], outside: [], code: 'abc', masked: 'x', ways: ['confirm', 'email', 'mask', 'edit'], ...changes });

test('the ways are offered safest first', () => {
  expect(waysOf(verdict({}))).toEqual(['mask', 'email', 'edit', 'confirm']);
});

test('masking needs a masked text, and sending anyway a code; editing is always left', () => {
  expect(waysOf(verdict({ masked: null, code: '' }))).toEqual(['email', 'edit']);
  expect(waysOf(verdict({ ways: [] }))).toEqual(['edit']);
});

test('findings of one kind are one point', () => {
  expect(grouped([finding('card', '4539 …'), finding('iban', 'DE …'), finding('card', '5500 …')]).map(({ title, found }) => [title, found.length])).toEqual([['a card', 2], ['a iban', 1]]);
});

test('what is known is called in the language of the reader, all else as the server calls it', () => {
  expect(grouped([finding('dlp.secret.aws', 'AKIA…'), finding('dlp.secret.github', 'ghp_…'), finding('own.project', 'X-1')]).map(({ title, found }) => [title, found.length])).toEqual([['a password, token or key', 2], ['a own.project', 1]]);
});

test('an e-mail carries the text, unless that is too long for an address', () => {
  expect(mailto(['bob@b.example'], 'a & b\nc')).toBe('mailto:bob%40b.example?body=a%20%26%20b%0D%0Ac');
  expect(mailto(['bob@b.example'], 'x'.repeat(2000))).toBe('mailto:bob%40b.example');
});
