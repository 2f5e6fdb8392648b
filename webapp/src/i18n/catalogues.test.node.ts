import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { expect, test } from 'vitest';

import { de } from './de';
import { en } from './en';
import { plain } from './fill';
import type { Text } from './types';

const SOURCES = join(import.meta.dirname, '..');
const CATALOGUES: Record<string, Record<string, Text>> = { de };

function forms(text: Text): string[] {
  return typeof text === 'string' ? [text] : Object.values(text);
}
function places(text: string): string[] {
  return [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? '').sort();
}

test.each(Object.entries(CATALOGUES))('%s has the keys of English, no others, and the same places', (_language, catalogue) => {
  expect(Object.keys(catalogue).sort()).toEqual(Object.keys(en).sort());
  for (const [key, text] of Object.entries(en as Record<string, Text>)) {
    const wanted = [...new Set(forms(text).flatMap(places))].sort();
    for (const form of forms(catalogue[key] ?? '')) expect([...new Set(places(form))].sort(), key).toEqual(wanted);
  }
});

test.each(Object.entries({ en, ...CATALOGUES }))('%s has every plural form of its language', (language, catalogue) => {
  const wanted = new Intl.PluralRules(language).resolvedOptions().pluralCategories;
  for (const [key, text] of Object.entries(catalogue as Record<string, Text>)) {
    if (typeof text !== 'string') expect(Object.keys(text).sort(), key).toEqual([...wanted].sort());
  }
});

test('every key is used', () => {
  const code = readdirSync(SOURCES, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(svelte|ts)$/.test(name) && !name.startsWith('i18n'))
    .map((name) => readFileSync(join(SOURCES, name), 'utf8'))
    .join('\n');
  // Keys that are put together begin with what stands before `${`.
  const stems = [...code.matchAll(/`([a-z-]+(?:\.[a-z-]+)*\.)\$\{/g)].map(([, stem]) => stem ?? '');
  const unused = Object.keys(en).filter((key) => !code.includes(`'${key}'`) && !stems.some((stem) => key.startsWith(stem)));
  expect(unused).toEqual([]);
});

test('a plural takes its form from the count, and numbers are written as in the region', () => {
  const text = { one: '{count} Code', other: '{count} Codes' };
  expect(plain(text, { count: 1 }, 'de')).toBe('1 Code');
  expect(plain(text, { count: 12_345 }, 'de')).toBe('12.345 Codes');
  expect(plain('{a} and {b}', { a: 'x', b: '{a}' }, 'en')).toBe('x and {a}');
});
