import { describe, expect, test } from 'vitest';

import { linksIn } from '../core/links';
import type { Message } from '../core/types';
import { askedFor, completed, mentionsIn } from './completion';
import { rowsOf } from './rows';
import { blocksOf, type Block } from './styling';

const message = (id: string, at: number, nick = 'erin', more: Partial<Message> = {}): Message =>
  ({ id, at, mine: false, kind: 'text', reply: null, from: { nick, jid: null, occupantId: null, avatar: null, external: false }, ...more }) as Message;

describe('rows', () => {
  const noon = new Date(2026, 4, 4, 12).getTime();
  test('messages of one author within minutes stand together, others and replies begin anew', () => {
    const rows = rowsOf([message('a', noon), message('b', noon + 1000), message('c', noon + 2000, 'fred'), message('d', noon + 3000, 'fred', { reply: { id: 'a', author: 'erin', text: '' } }), message('e', noon + 600_000, 'fred')], null);
    expect(rows.map((row) => (row.kind === 'message' ? `${row.key}${row.first ? '!' : ''}` : row.kind))).toEqual(['day', 'a!', 'b', 'c!', 'd!', 'e!']);
  });
  test('a day and the unread line begin groups', () => {
    const rows = rowsOf([message('a', noon), message('b', noon + 1000), message('c', noon + 86_400_000)], 'b');
    expect(rows.map(({ kind }) => kind)).toEqual(['day', 'message', 'unread', 'message', 'day', 'message']);
  });
});

describe('styling', () => {
  const flat = (blocks: readonly Block[]): string => blocks.map((block) => (block.kind === 'text' ? block.lines.map((line) => line.map(({ text }) => text).join('')).join('\n') : block.kind === 'code' ? block.text : flat(block.blocks))).join('\n');
  test('spans', () => {
    const [block] = blocksOf('a *b* _c_ ~d~ `*e*` f*g*');
    expect(block).toEqual({ kind: 'text', lines: [[{ kind: 'plain', text: 'a ' }, { kind: 'strong', text: 'b' }, { kind: 'plain', text: ' ' }, { kind: 'emphasis', text: 'c' }, { kind: 'plain', text: ' ' }, { kind: 'strike', text: 'd' }, { kind: 'plain', text: ' ' }, { kind: 'code', text: '*e*' }, { kind: 'plain', text: ' f*g*' }]] });
  });
  test('no span holds a space at its ends, or crosses a line', () => {
    for (const text of ['* a*', '*a *', '*a\nb*', '**', '* *', '2*3*4']) expect(flat(blocksOf(text))).toBe(text);
  });
  test('blocks of code and quotes', () => {
    expect(blocksOf('```\nx *y*\n```\n> q\n> > r\nz').map(({ kind }) => kind)).toEqual(['code', 'quote', 'text']);
    expect(blocksOf('```\nnever closed')).toEqual([{ kind: 'code', text: 'never closed' }]);
  });
  test('links and mentions', () => {
    const body = '@erin see https://a.example/b.';
    expect(blocksOf(body, linksIn(body), ['erin', 'er'])).toMatchObject([{ lines: [[{ kind: 'mention', text: '@erin' }, { kind: 'plain' }, { kind: 'link', text: 'https://a.example/b' }, { kind: 'plain', text: '.' }]] }]);
  });
  test('whatever is written, nothing of it is lost or made', () => {
    const letters = ['*', '_', '~', '`', ' ', 'a', '@', 'é', '😀', ':'];
    let seed = 7;
    const next = (most: number): number => (seed = (seed * 48271) % 2147483647) % most;
    for (let turn = 0; turn < 2000; turn++) {
      const text = Array.from({ length: 1 + next(14) }, () => letters[next(letters.length)]).join('');
      const [block] = blocksOf(text);
      if (block?.kind !== 'text') continue;
      const kept = block.lines.flat().map((span) => (span.kind === 'strong' ? `*${span.text}*` : span.kind === 'emphasis' ? `_${span.text}_` : span.kind === 'strike' ? `~${span.text}~` : span.kind === 'code' ? `\`${span.text}\`` : span.text)).join('');
      expect(kept).toBe(text);
    }
  });
});

describe('completion', () => {
  test('what stands before the cursor', () => {
    expect(askedFor('hello @er', 9)).toEqual({ kind: 'mention', query: 'er', start: 6, end: 9 });
    expect(askedFor('a :smi', 6)?.kind).toBe('emoji');
    expect(askedFor('at 10:30', 8)).toBeNull();
    expect(askedFor('me@example', 10)).toBeNull();
  });
  test('what was chosen is put in', () => {
    expect(completed('hi @er and', askedFor('hi @er and', 6)!, '@erin')).toEqual({ text: 'hi @erin and', cursor: 9 });
  });
  test('mentions are counted in code points', () => {
    expect(mentionsIn('😀 @erin, @erina', [{ nick: 'erin', jid: 'erin@a' }])).toEqual([{ start: 2, end: 7, jid: 'erin@a' }]);
  });
});
