/** What completes a name or an emoji; emoji are loaded when they are first asked for. */
import type { Occupant } from '../../core/types';
import { locale } from '../../i18n/index.svelte';
import type { Asked } from '../../viewmodels/completion';
import type { Desk } from '../over/over.svelte';
import type { Choice } from './Completion.svelte';

const MOST = 8;

export async function choicesFor(asked: Asked, people: readonly Occupant[], desk: Desk): Promise<readonly Choice[]> {
  if (asked.kind === 'emoji') return emoji(asked.query);
  const query = asked.query.toLowerCase();
  const named = people.length
    ? people.map(({ nick, jid, avatar, external }) => ({ nick, jid: jid ?? '', avatar, external }))
    : desk.contacts.map(({ name, jid, avatar, external }) => ({ nick: name, jid, avatar, external }));
  return named
    .filter(({ nick, jid }) => nick.toLowerCase().split(/\s+/).some((word) => word.startsWith(query)) || jid.toLowerCase().startsWith(query))
    .slice(0, MOST)
    .map(({ nick, jid, avatar, external }) => ({ key: jid || nick, put: `@${nick}`, label: nick, more: jid, avatar, external }));
}

async function emoji(query: string): Promise<readonly Choice[]> {
  const { emojiData, searchEmoji } = await import('../emoji/data');
  const found = searchEmoji(await emojiData(locale.language), query);
  return found.slice(0, MOST).map(({ emoji: sign, name }) => ({ key: sign, put: sign, label: name, more: '', sign }));
}
