// @vitest-environment jsdom
import { fireEvent, render, screen } from '@testing-library/svelte';
import { expect, test, vi } from 'vitest';

import type { FileCard as File, FileState } from '../../core/types';
import FileCard from './FileCard.svelte';

const file: File = { name: 'offer.pdf', type: 'application/pdf', size: 1_240_000, sha256: '3f9a1c20'.padEnd(60, '0') + 'c21b', url: `${location.origin}/files/1`, preview: 'pdf', state: { name: 'ready' } };
const show = (changes: Partial<File> = {}) => {
  const ways = { onopen: vi.fn(), oncancel: vi.fn(), onretry: vi.fn(), ondiscard: vi.fn() };
  render(FileCard, { file: { ...file, ...changes }, ...ways });
  return ways;
};

test('ready: what it is, how big, the same as sent; it opens and can be saved', async () => {
  const { onopen } = show();
  expect(screen.getByRole('group').textContent).toMatch(/offer\.pdf.*PDF · 1\.2 MB.*3f9a1c20…c21b.*same as sent/s);
  await fireEvent.click(screen.getByRole('button', { name: 'Open offer.pdf' }));
  expect(onopen).toHaveBeenCalledOnce();
  expect(screen.getByRole('link', { name: 'Save offer.pdf' }).getAttribute('download')).toBe('offer.pdf');
});

test('uploading: how far, and a way to stop', async () => {
  const { oncancel } = show({ state: { name: 'uploading', sent: 620_000, total: 1_240_000 } });
  expect(screen.getByRole<HTMLProgressElement>('progressbar').position).toBe(0.5);
  await fireEvent.click(screen.getByRole('button', { name: 'Cancel' }));
  expect(oncancel).toHaveBeenCalledOnce();
});

test.each<[FileState, string]>([
  [{ name: 'checking' }, 'Being inspected.'],
  [{ name: 'held', reason: 'It is encrypted.' }, 'It is encrypted.'],
  [{ name: 'held', reason: '' }, 'Nobody could look inside it.'],
  [{ name: 'refused', reason: 'It is a program.' }, 'It is a program.'],
  [{ name: 'expired' }, 'this one is gone'],
])('%o says so, and gives nothing to fetch', (state, words) => {
  show({ state });
  expect(screen.getByRole('group').textContent).toContain(words);
  expect(screen.queryByRole('link')).toBeNull();
});

test('disarmed: only the safe copy can be had', () => {
  show({ state: { name: 'disarmed', url: `${location.origin}/files/2` } });
  expect(screen.getAllByRole('link').map((link) => link.getAttribute('href'))).toEqual([`${location.origin}/files/2`]);
});

test.each(['failed', 'cancelled'] as const)('%s: again, or away with it', async (name) => {
  const { onretry, ondiscard } = show({ state: name === 'failed' ? { name, reason: '' } : { name } });
  await fireEvent.click(screen.getByRole('button', { name: 'Try again' }));
  await fireEvent.click(screen.getByRole('button', { name: 'Remove' }));
  expect([onretry, ondiscard].map((way) => way.mock.calls.length)).toEqual([1, 1]);
});

test('what is kept elsewhere is never fetched to be shown', () => {
  show({ url: 'https://files.partner.example/1.png', type: 'image/png', preview: 'image' });
  expect(document.querySelector('img')).toBeNull();
  expect(screen.getByRole('link').getAttribute('rel')).toBe('noopener noreferrer');
});

test('what is gone is said to be', () => {
  show({ url: null });
  expect(screen.getByRole('group').textContent).toContain('not there any more');
});
