import { expect, test } from 'vitest';

import type { Conversation } from '../../core/types';
import { titleText, waiting } from './badge';

const conversation = (changes: Partial<Conversation>): Conversation => ({ id: 'a', kind: 'direct', name: 'A', unread: 0, mentions: 0, muted: false, markedUnread: false, notify: 'all', ...changes }) as Conversation;

test('messages to oneself and mentions are urgent, room talk is not', () => {
  expect(waiting([conversation({ unread: 2 }), conversation({ kind: 'room', unread: 7, mentions: 1 })])).toEqual({ urgent: 3, some: true });
  expect(waiting([conversation({ kind: 'room', unread: 7 })])).toEqual({ urgent: 0, some: true });
  expect(waiting([conversation({ markedUnread: true })])).toEqual({ urgent: 0, some: true });
  expect(waiting([conversation({})])).toEqual({ urgent: 0, some: false });
});

test('muted conversations stay quiet but for mentions', () => {
  expect(waiting([conversation({ unread: 5, muted: true })])).toEqual({ urgent: 0, some: false });
  expect(waiting([conversation({ kind: 'room', unread: 5, mentions: 1, muted: true })])).toEqual({ urgent: 1, some: true });
  expect(waiting([conversation({ kind: 'room', unread: 5, mentions: 1, muted: true, notify: 'none' })]).urgent).toBe(0);
});

test('the title says how many wait', () => {
  expect(titleText('Anna', { urgent: 0, some: false })).toBe('Anna – Casemate');
  expect(titleText('Anna', { urgent: 0, some: true })).toBe('• Anna – Casemate');
  expect(titleText('', { urgent: 120, some: true })).toBe('(99+) Casemate');
});
