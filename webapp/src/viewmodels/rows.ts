/** A conversation as it is drawn: days, the unread line, and messages in groups of one author. */
import type { Message } from '../core/types';

export type Row =
  | { readonly kind: 'day'; readonly key: string; readonly at: number }
  | { readonly kind: 'unread'; readonly key: string }
  | { readonly kind: 'message'; readonly key: string; readonly message: Message; readonly first: boolean };

const TOGETHER = 5 * 60_000; // milliseconds within which messages of one author stand together

/** Rows, oldest first; days are those of the reader's own clock. */
export function rowsOf(messages: readonly Message[], firstUnread: string | null): Row[] {
  const rows: Row[] = [];
  let before: Message | null = null;
  for (const message of messages) {
    const newDay = before === null || dayOf(before.at) !== dayOf(message.at);
    if (newDay) rows.push({ kind: 'day', key: `day ${dayOf(message.at)}`, at: message.at });
    const unread = message.id === firstUnread;
    if (unread) rows.push({ kind: 'unread', key: 'unread' });
    rows.push({ kind: 'message', key: message.id, message, first: newDay || unread || before === null || !together(before, message) });
    before = message;
  }
  return rows;
}

function together(before: Message, message: Message): boolean {
  return before.from.nick === message.from.nick && before.mine === message.mine && before.kind === message.kind && message.at - before.at < TOGETHER && message.reply === null;
}

function dayOf(at: number): string {
  const day = new Date(at);
  return `${day.getFullYear()}-${day.getMonth()}-${day.getDate()}`;
}
