import { expect, test } from 'vitest';

import { isPdf } from './pdf';

test('a PDF is known by its header, wherever in the first kilobyte it stands', () => {
  const bytes = (text: string) => new TextEncoder().encode(text);
  expect(isPdf(bytes('%PDF-1.7\n'))).toBe(true);
  expect(isPdf(bytes('\r\n junk %PDF-2.0'))).toBe(true);
  expect(isPdf(bytes('<html><script>'))).toBe(false);
  expect(isPdf(new Uint8Array())).toBe(false);
});
