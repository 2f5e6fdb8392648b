import { expect, test } from 'vitest';

import { quiet } from './quiet';

const at = (time: string) => new Date(`2026-03-14T${time}:00`);

test('quiet hours within a day', () => {
  expect(quiet(at('12:59'), '13:00', '14:30')).toBe(false);
  expect(quiet(at('13:00'), '13:00', '14:30')).toBe(true);
  expect(quiet(at('14:29'), '13:00', '14:30')).toBe(true);
  expect(quiet(at('14:30'), '13:00', '14:30')).toBe(false);
});

test('quiet hours over midnight', () => {
  expect(quiet(at('23:30'), '22:00', '07:00')).toBe(true);
  expect(quiet(at('06:59'), '22:00', '07:00')).toBe(true);
  expect(quiet(at('07:00'), '22:00', '07:00')).toBe(false);
  expect(quiet(at('12:00'), '22:00', '07:00')).toBe(false);
});

test('no hours, or half of them, are never quiet', () => {
  expect(quiet(at('12:00'), '', '')).toBe(false);
  expect(quiet(at('12:00'), '10:00', '')).toBe(false);
  expect(quiet(at('12:00'), '12:00', '12:00')).toBe(false);
  expect(quiet(at('12:00'), '25:00', '13:00')).toBe(false);
});
