import { expect, test } from 'vitest';

import { kindOf, nameParts, ours, shortHash, sizeText } from './kinds';

test('the content decides what a file is; its name only where nothing is known', () => {
  expect(kindOf('application/zip', 'invoice.pdf')).toBe('archive');
  expect(kindOf('application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', 'a')).toBe('sheet');
  expect(kindOf('application/vnd.openxmlformats-officedocument.presentationml.presentation', 'a')).toBe('slides');
  expect(kindOf('application/vnd.openxmlformats-officedocument.wordprocessingml.document', 'a')).toBe('document');
  expect(kindOf('application/octet-stream', 'notes.tar.gz')).toBe('archive');
  expect(kindOf('txt', 'notes.txt')).toBe('text'); // an ending is no type
  expect(kindOf('', 'photo.JPG')).toBe('image');
  expect(kindOf('application/x-msdownload', 'photo.jpg')).toBe('other');
});

test('sizes are in the unit that reads best', () => {
  expect(sizeText(1, 'en')).toBe('1 byte');
  expect(sizeText(840, 'en')).toBe('840 bytes');
  expect(sizeText(1_240_000, 'en')).toBe('1.2 MB');
  expect(sizeText(1_240_000, 'de')).toBe('1,2 MB');
  expect(sizeText(999_999, 'en')).toBe('1 MB');
  expect(sizeText(48_300_000, 'en')).toBe('48 MB');
});

test('a long name keeps its ending', () => {
  expect(nameParts('report-final.pdf')).toEqual(['report-final', '.pdf']);
  expect(nameParts('Makefile')).toEqual(['Makefile', '']);
  expect(nameParts('.profile')).toEqual(['.profile', '']);
  expect(nameParts('minutes. of the meeting')).toEqual(['minutes. of the meeting', '']);
});

test('a hash is shortened in its middle', () => {
  expect(shortHash('3f9a1c20'.padEnd(60, '0') + 'c21b')).toBe('3f9a1c20…c21b');
});

test('only what this server keeps is fetched to be shown', () => {
  const origin = 'https://chat.example';
  expect(ours('https://chat.example/files/1/a.png', origin)).toBe(true);
  expect(ours('/files/1/a.png', origin)).toBe(true);
  expect(ours('https://chat.example.evil.example/a.png', origin)).toBe(false);
  expect(ours('http://chat.example/a.png', origin)).toBe(false);
  expect(ours('https://chat.example:8443/a.png', origin)).toBe(false);
  expect(ours('data:text/html,x', origin)).toBe(false);
  expect(ours('::', 'nonsense')).toBe(false);
});
