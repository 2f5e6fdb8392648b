import { expect, test } from 'vitest';

import { followable, hostParts } from './safe';

test('only addresses that open somewhere else are followed', () => {
  expect(followable('https://a.example/x')).toBe('https://a.example/x');
  expect(followable('mailto:bob@a.example')).toBe('mailto:bob@a.example');
  for (const url of ['javascript:alert(1)', 'JaVaScRiPt:alert(1)', ' javascript:alert(1)', 'java\nscript:alert(1)', 'data:text/html,x', 'file:///etc/passwd', 'blob:https://a/1', 'vbscript:x', '//a.example', 'a.example']) {
    expect(followable(url), url).toBeNull();
  }
});

test('the registrable domain stands apart from what is before it', () => {
  expect(hostParts('https://login.bank.evil.example/x', 'evil.example')).toEqual(['login.bank.', 'evil.example']);
  expect(hostParts('https://evil.example/', 'evil.example')).toEqual(['', 'evil.example']);
  expect(hostParts('https://notevil.example/', 'evil.example')).toEqual(['', 'evil.example']);
  expect(hostParts('nonsense', 'evil.example')).toEqual(['', 'evil.example']);
});
