import { expect, test } from 'vitest';

import { conversationOf, conversationPath } from './router.svelte';

test.each(['alice@example.org', 'grüße@münchen.example', 'a~b.c-d_e@rooms.example.org', '😺@example.org'])('%s comes back from its path', (jid) => {
  const path = conversationPath(jid);
  expect(path).toMatch(/^\/c\/[A-Za-z0-9._~-]+$/);
  expect(conversationOf(path)).toBe(jid);
});

test.each(['/', '/c/', '/c/a/b', '/c/~zz', '/c/~ff', '/account'])('%s is no conversation', (path) => {
  expect(conversationOf(path)).toBeNull();
});
