// @vitest-environment jsdom
import { fireEvent, render, screen } from '@testing-library/svelte';
import { expect, test, vi } from 'vitest';

import type { Message, MessageState, Verdict } from '../../core/types';
import CoachingCard from './CoachingCard.svelte';
import DraftHint from './DraftHint.svelte';
import VerdictNote from './VerdictNote.svelte';

const card = { id: 'card', title: 'a card number', why: 'whoever has it can pay with it.', excerpt: '4539 •••• •••• 6467', part: 'body', start: 0, end: 19 };
const verdict: Verdict = { action: 'coach', text: 'This conversation has people outside.', findings: [card], gaps: [], outside: ['partner.example'], code: 'x', masked: 'It is 4539 •••• •••• 6467', ways: ['confirm', 'edit', 'email', 'mask'] };

function coach(changes: Partial<Verdict> = {}) {
  const ways = { onmask: vi.fn(), onedit: vi.fn(), onconfirm: vi.fn(async (_reason: string) => {}), onemail: vi.fn() };
  render(CoachingCard, { verdict: { ...verdict, ...changes }, text: 'It is 4539 1488 0343 6467', recipients: ['pat@partner.example'], ...ways });
  return ways;
}

test('the card says what was seen, masked, why, and who reads it; the ways stand safest first', () => {
  coach();
  const said = screen.getByRole('status').textContent;
  for (const words of ['a card number', 'whoever has it can pay with it.', '4539 •••• •••• 6467', 'partner.example']) expect(said).toContain(words);
  expect(document.body.textContent).not.toContain('4539 1488 0343 6467');
  const ways = [...document.querySelectorAll('.ways :is(button, a)')].map((way) => way.textContent);
  expect(ways).toEqual(['Mask it and send', 'Send by e-mail', 'Edit', 'Send anyway …']);
  expect(screen.getByRole('link').getAttribute('href')).toMatch(/^mailto:pat%40partner\.example/);
});

test('each way is taken', async () => {
  const { onmask, onedit } = coach();
  await fireEvent.click(screen.getByText('Mask it and send'));
  await fireEvent.click(screen.getByText('Edit'));
  await fireEvent.keyDown(screen.getByRole('heading'), { key: 'Escape' });
  expect(onmask).toHaveBeenCalledOnce();
  expect(onedit).toHaveBeenCalledTimes(2);
});

test('sending anyway needs a reason and says that it is on record; a failure is told beside it', async () => {
  const { onconfirm } = coach();
  await fireEvent.click(screen.getByText('Send anyway …'));
  const field = screen.getByLabelText('Why does it have to be sent as it is?');
  expect(document.activeElement).toBe(field);
  expect(document.body.textContent).toContain('goes on record');
  await fireEvent.submit(field.closest('form')!);
  expect(onconfirm).not.toHaveBeenCalled();
  expect(screen.getByRole('alert').textContent).toBe('Write in a few words why.');
  onconfirm.mockRejectedValueOnce(new Error('The connection was lost.'));
  await fireEvent.input(field, { target: { value: ' The customer asked ' } });
  await fireEvent.submit(field.closest('form')!);
  expect(onconfirm).toHaveBeenCalledWith('The customer asked');
  await vi.waitFor(() => expect(screen.getByRole('alert').textContent).toBe('The connection was lost.'));
});

test('what the policy does not allow is not offered', () => {
  coach({ ways: ['email'], code: '', masked: null });
  expect([...document.querySelectorAll('.ways :is(button, a)')].map((way) => way.textContent)).toEqual(['Send by e-mail', 'Edit']);
});

test('the hint while typing is quiet: a line that names what was seen, or nothing', async () => {
  const { rerender } = render(DraftHint, { hint: { verdict } });
  expect(screen.getByRole('status').textContent).toContain('This looks like a card number.');
  await rerender({ hint: null });
  expect(screen.getByRole('status').textContent.trim()).toBe('');
});

test.each<[MessageState, Verdict['action'], string]>([
  ['coached', 'coach', 'Not sent yet.'],
  ['held', 'hold', 'Held for a reviewer.'],
  ['held', 'email', 'this belongs in an e-mail'],
  ['stopped', 'block', 'Stopped, not delivered.'],
  ['released', 'hold', 'A reviewer let this through.'],
  ['delivered', 'notice', 'Take care.'],
  ['delivered', 'redact', 'Delivered, with a part masked.'],
  ['failed', 'notice', 'Not sent.'],
])('%s (%s) says what happened, and why can be asked', async (state, action, words) => {
  const onwhy = vi.fn();
  render(VerdictNote, { message: { state, mine: true, verdict: { ...verdict, action } } as Message, onwhy });
  expect(screen.getByRole('note').textContent).toContain(words);
  await fireEvent.click(screen.getByText('Why?'));
  expect(onwhy).toHaveBeenCalledOnce();
});

test('a message without a verdict has no note', () => {
  render(VerdictNote, { message: { state: 'delivered', mine: true, verdict: null } as Message });
  expect(screen.queryByRole('note')).toBeNull();
});
