import { expect, test } from 'vitest';

import { addressIn } from './address';

test('an address is found in what was typed, else nothing', () => {
  expect(addressIn(' Bob@Partner.example ')).toBe('bob@partner.example');
  expect(addressIn('xmpp:bob@partner.example')).toBe('bob@partner.example');
  for (const text of ['bob', 'bob@', 'bob@localhost', 'bob@a.example/phone', 'a b@c.example', '@a.example', 'bob@a.example.']) expect(addressIn(text), text).toBeNull();
});
