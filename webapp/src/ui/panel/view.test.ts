import { expect, test } from 'vitest';

import type { Occupant } from '../../core/types';
import { powers, sorted } from './view';

const occupant = (nick: string, changes: Partial<Occupant> = {}): Occupant => ({ nick, jid: null, occupantId: nick, affiliation: 'member', role: 'participant', presence: { availability: 'available', status: '' }, external: false, avatar: null, ...changes });

test('outside people come first, then who runs the room, then names', () => {
  const all = [occupant('Zoe'), occupant('Adam'), occupant('Olga', { affiliation: 'owner' }), occupant('Pat', { external: true, affiliation: 'none' })];
  expect(sorted(all, 'en').map(({ nick }) => nick)).toEqual(['Pat', 'Olga', 'Adam', 'Zoe']);
});

test('nobody is offered what the room would refuse', () => {
  const owner = { affiliation: 'owner', role: 'moderator' } as const;
  const admin = { affiliation: 'admin', role: 'moderator' } as const;
  const member = { affiliation: 'member', role: 'participant' } as const;
  expect(powers(member, occupant('a'))).toEqual({ kick: false, ban: false, affiliations: [] });
  expect(powers(admin, occupant('a'))).toEqual({ kick: true, ban: true, affiliations: ['member', 'none'] });
  expect(powers(admin, occupant('a', { affiliation: 'admin' }))).toEqual({ kick: false, ban: false, affiliations: [] });
  expect(powers(admin, occupant('a', { affiliation: 'owner' }))).toEqual({ kick: false, ban: false, affiliations: [] });
  expect(powers(owner, occupant('a', { affiliation: 'admin' })).kick).toBe(true);
  expect(powers(owner, occupant('a', { affiliation: 'owner' })).ban).toBe(false);
});
