import { expect, test } from 'vitest';

import { emojiData, GROUPS, searchEmoji, toned, TONES, used } from './data';

test('every group has emoji with names, and codes are unique', async () => {
  const data = await emojiData('en');
  const all = GROUPS.flatMap((group) => data[group]);
  for (const group of GROUPS) expect(data[group].length).toBeGreaterThan(50);
  for (const emoji of all) expect(emoji.name, emoji.emoji).not.toBe('');
  const codes = all.flatMap((emoji) => emoji.codes);
  expect(new Set(codes).size).toBe(codes.length);
});

test('a search finds the code itself first, then beginnings, then keywords', async () => {
  const data = await emojiData('en');
  expect(searchEmoji(data, ':tada:')[0]?.emoji).toBe('🎉');
  expect(searchEmoji(data, '+1')[0]?.emoji).toBe('👍');
  expect(searchEmoji(data, 'rocket')[0]?.emoji).toBe('🚀');
  expect(searchEmoji(data, 'red heart')[0]?.emoji).toBe('❤️');
  expect(searchEmoji(data, 'smil').slice(0, 5).every((emoji) => emoji.codes.some((code) => code.startsWith('smil')))).toBe(true);
  expect(searchEmoji(data, 'party').map((emoji) => emoji.emoji)).toContain('🎉');
  expect(searchEmoji(data, 'no such thing')).toEqual([]);
  expect(searchEmoji(data, ' ')).toEqual([]);
});

test('German names are found in German', async () => {
  const data = await emojiData('de');
  expect(searchEmoji(data, 'Rakete')[0]?.emoji).toBe('🚀');
});

test('a tone follows each person of an emoji, and only of those that have tones', async () => {
  const data = await emojiData('en');
  const find = (code: string) => searchEmoji(data, code)[0]!;
  expect(toned(find('wave'), TONES[3])).toBe('👋🏽');
  expect(toned(find('people_holding_hands'), TONES[1])).toBe('🧑🏻‍🤝‍🧑🏻');
  expect(toned(find('tada'), TONES[3])).toBe('🎉');
  expect(toned(find('wave'), '')).toBe('👋');
});

test('the recently used come newest first, each once', () => {
  expect(used(['a', 'b', 'c'], 'b')).toEqual(['b', 'a', 'c']);
  expect(used(['a', 'b', 'c'], 'd', 3)).toEqual(['d', 'a', 'b']);
});
