// @vitest-environment jsdom
import { render, screen } from '@testing-library/svelte';
import { expect, test } from 'vitest';

import type { LinkShown } from '../../core/types';
import Link from './Link.svelte';

const show = (text: string, changes: Partial<LinkShown> = {}) => render(Link, { text, link: { url: 'https://login.evil.example/x', start: 0, end: 1, domain: 'evil.example', misleading: false, state: 'unknown', ...changes } });

test('a link opens elsewhere, without telling from where', () => {
  show('https://login.evil.example/x');
  const link = screen.getByRole('link');
  expect(link.getAttribute('target')).toBe('_blank');
  expect(link.getAttribute('rel')).toContain('noopener noreferrer');
  expect(document.body.textContent).not.toContain('leads to');
});

test('one that says another place than it leads to names the real one', () => {
  show('https://bank.example', { misleading: true });
  expect(document.querySelector('strong')?.textContent).toBe('evil.example');
  expect(document.body.textContent).toContain('leads to login.evil.example');
});

test('a stopped one, or one that is no address, can not be followed', () => {
  show('https://evil.example', { state: 'stopped' });
  show('click', { url: 'javascript:alert(1)' });
  expect(screen.queryByRole('link')).toBeNull();
  expect(screen.getAllByText(/Stopped/)).toHaveLength(2);
});
