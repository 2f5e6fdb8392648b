import { expect, test } from 'vitest';

import { dayStart, dayText } from './days';

test('a day begins at midnight here', () => {
  expect(dayStart('2026-03-14')).toBe(new Date(2026, 2, 14, 0, 0, 0).getTime());
  expect(dayText(new Date(2026, 2, 4, 23, 59))).toBe('2026-03-04');
});

test('what is no day is none', () => {
  for (const text of ['', '2026-02-30', '14.3.2026', '2026-3-4']) expect(dayStart(text), text).toBeNull();
});
