/** What can be done with a conversation and with a message, as the items of their menus. */
import { conversationPath } from '../router.svelte';
import { t } from '../../i18n/index.svelte';
import type { Conversation, Message } from '../../core/types';
import { over, type Desk } from '../over/over.svelte';
import type { MenuItem } from '../parts/Menu.svelte';

/** An address that leads to a conversation, or to a message in it; for whoever is in it too. */
export function permalink(conversation: string, message?: Message): string {
  const to = message ? `#${encodeURIComponent(message.stanzaId ?? message.id)}` : '';
  return `${location.origin}${conversationPath(conversation)}${to}`;
}

/** The message that a permalink's fragment names. */
export function messageOf(fragment: string): string | null {
  try {
    return decodeURIComponent(fragment.replace(/^#/, '')) || null;
  } catch {
    return null;
  }
}

export function conversationItems(desk: Desk, one: Conversation, ondetails?: () => void): readonly MenuItem[] {
  const { messenger } = desk;
  const unread = one.unread > 0 || one.markedUnread;
  const last = (): string | undefined => messenger.timeline(one.id).messages.at(-1)?.id;
  const items: MenuItem[] = [
    unread ? { label: t('menus.read'), icon: 'check', act: () => messenger.markRead(one.id) } : { label: t('menus.unread'), icon: 'unread', act: () => messenger.markUnread(one.id, last() ?? '') },
    { label: t('menus.pin'), checked: one.pinned, act: () => messenger.pin(one.id, !one.pinned) },
    { label: t('menus.mute'), checked: one.muted, act: () => messenger.mute(one.id, !one.muted) },
  ];
  if (ondetails) items.push({ label: t('panel.details'), icon: 'info', separated: true, act: ondetails });
  items.push({ label: t('jump.title'), icon: 'calendar', separated: !ondetails, act: () => over.show({ what: 'jump', conversation: one.id }) }, { label: t('menus.copy-link'), icon: 'link', act: () => void copy(permalink(one.id)) });
  if (one.kind === 'room') {
    items.push({ label: t('room.invite'), icon: 'person-add', act: () => over.show({ what: 'invite', room: one.id, name: one.name }) });
    if (one.room?.affiliation === 'owner' || one.room?.affiliation === 'admin') items.push({ label: t('room.settings'), icon: 'settings', act: () => over.show({ what: 'room-settings', room: one.id }) });
    items.push({ label: t('room.leave'), icon: 'leave', danger: true, separated: true, act: () => void messenger.leave(one.id) });
  } else {
    items.push({ label: t('menus.hide'), icon: 'close', separated: true, act: () => messenger.hide(one.id) });
  }
  return items;
}

export function messageItems(desk: Desk, message: Message, { onwhy }: { onwhy?: () => void } = {}): readonly MenuItem[] {
  const { messenger } = desk;
  const id = message.stanzaId ?? message.id;
  const pinned = messenger.pins(message.conversation).some((pin) => pin === id || pin === message.id);
  const items: MenuItem[] = [];
  if (message.body) items.push({ label: t('menus.copy-text'), icon: 'copy', act: () => void copy(message.body) });
  items.push(
    { label: t('menus.copy-message-link'), icon: 'link', act: () => void copy(permalink(message.conversation, message)) },
    { label: t('menus.unread-from'), icon: 'unread', act: () => messenger.markUnread(message.conversation, message.id) },
    { label: t(pinned ? 'panel.unpin' : 'menus.pin-message'), icon: 'pin', act: () => void messenger.setPin(message.conversation, message.id, !pinned) },
  );
  if (message.verdict && onwhy) items.push({ label: t('panel.why'), icon: 'shield', act: onwhy });
  if (!message.mine) items.push({ label: t('report.title'), icon: 'flag', danger: true, separated: true, act: () => over.show({ what: 'report', message }) });
  return items;
}

async function copy(text: string): Promise<void> {
  await navigator.clipboard.writeText(text);
}
