import { expect, test } from 'vitest';

import { hue } from './consistent-color';

test.each([
  ['Romeo', 327.255249],
  ['juliet@capulet.lit', 209.410400],
  ['😺', 331.199341],
  ['council', 359.994507],
])('%s has the angle of XEP-0392 section 13.2', (text, angle) => {
  expect(hue(text)).toBeCloseTo(angle, 5);
});

test('a text that fills several blocks has one too', () => {
  expect(hue('x'.repeat(200))).toBeGreaterThanOrEqual(0);
});
