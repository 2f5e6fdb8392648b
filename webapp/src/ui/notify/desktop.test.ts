import { expect, test } from 'vitest';

import type { Conversation, Message, Presence, Settings } from '../../core/types';
import { tells, wordsOf } from './desktop';

const settings = { notifications: true, notificationContent: false, quietFrom: '', quietUntil: '' } as Settings;
const here: Presence = { availability: 'available', status: '' };
const direct = { kind: 'direct', name: 'Anna', muted: false, notify: 'all' } as Conversation;
const message = { body: 'the secret plan', mine: false, kind: 'text', mentionsMe: false, file: null } as unknown as Message;
const noon = new Date('2026-03-14T12:00:00');

test('tells of a message, but not with do not disturb, in quiet hours, or where it is off', () => {
  expect(tells(settings, here, direct, message, noon)).toBe(true);
  expect(tells({ ...settings, notifications: false }, here, direct, message, noon)).toBe(false);
  expect(tells(settings, { ...here, availability: 'dnd' }, direct, message, noon)).toBe(false);
  expect(tells({ ...settings, quietFrom: '11:00', quietUntil: '13:00' }, here, direct, message, noon)).toBe(false);
  expect(tells(settings, here, direct, { ...message, mine: true }, noon)).toBe(false);
});

test('where only mentions count, and where it is muted, mentions alone are told', () => {
  for (const place of [{ ...direct, notify: 'mentions' as const }, { ...direct, muted: true }]) {
    expect(tells(settings, here, place, message, noon)).toBe(false);
    expect(tells(settings, here, place, { ...message, mentionsMe: true }, noon)).toBe(true);
  }
  expect(tells(settings, here, { ...direct, notify: 'none' }, { ...message, mentionsMe: true }, noon)).toBe(false);
});

test('the text is not in it unless that was asked for', () => {
  const texts = { hidden: 'New message', file: 'A file', inRoom: 'Anna in Plans' };
  expect(wordsOf(settings, direct, message, texts)).toEqual({ title: 'Anna', body: 'New message' });
  expect(wordsOf({ ...settings, notificationContent: true }, direct, message, texts).body).toBe('the secret plan');
  expect(wordsOf(settings, { ...direct, kind: 'room' }, message, texts).title).toBe('Anna in Plans');
});
