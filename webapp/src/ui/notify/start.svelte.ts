/** Joins the messenger with the desktop: notifications, title, icons, and the end of do not disturb. */
import { t } from '../../i18n/index.svelte';
import type { Conversation, Jid, Message, Messenger } from '../../core/types';
import { drawIcon, titleText, waiting, type Waiting } from './badge';
import { permission, tells, wordsOf } from './desktop';
import { endDnd } from './dnd';

const MINUTE = 60_000;

interface Options {
  readonly open: (conversation: Jid, message: string) => void;
  readonly place: () => string; // what the title names
}

/** Begin; gives what ends it. */
export function startNotifying(messenger: Messenger, { open, place }: Options): () => void {
  const shown = new Map<Jid, Notification>();
  const icon = tabIcon();
  let last: Waiting = { urgent: -1, some: false };

  function count(conversations: readonly Conversation[]): void {
    const now = waiting(conversations);
    document.title = titleText(place(), now);
    if (now.urgent === last.urgent && now.some === last.some) return;
    last = now;
    icon(now);
    appBadge(now);
    for (const { id, unread } of conversations) if (!unread) shown.get(id)?.close();
  }

  function tell({ conversation, message }: { conversation: Conversation; message: Message }): void {
    if (permission() !== 'granted' || !tells(messenger.settings, messenger.me.presence, conversation, message, new Date())) return;
    const texts = { hidden: t('notify.hidden'), file: t('notify.file'), inRoom: t('notify.in-room', { name: message.from.nick, room: conversation.name }) };
    const { title, body } = wordsOf(messenger.settings, conversation, message, texts);
    try {
      const notification = new Notification(title, { body, tag: conversation.id, icon: '/icon.svg', silent: true });
      notification.onclick = () => {
        globalThis.focus();
        open(conversation.id, message.id);
        notification.close();
      };
      notification.onclose = () => shown.delete(conversation.id);
      shown.set(conversation.id, notification);
    } catch {
      // Browsers on phones take notifications from service workers only: the badge says it there.
    }
  }

  const ends = [messenger.on('conversations', count), messenger.on('incoming', tell)];
  const timer = setInterval(() => endDnd(messenger, Date.now()), MINUTE);
  endDnd(messenger, Date.now());
  count(messenger.conversations);
  return () => {
    clearInterval(timer);
    for (const end of ends) end();
    for (const notification of shown.values()) notification.close();
    const none = { urgent: 0, some: false };
    icon(none);
    appBadge(none);
    document.title = 'Casemate';
  };
}

function appBadge({ urgent, some }: Waiting): void {
  const set = urgent ? navigator.setAppBadge?.(urgent) : some ? navigator.setAppBadge?.() : navigator.clearAppBadge?.();
  set?.catch(() => undefined); // not installed, or not allowed: then there is no badge
}

/** Draws on the tab's icon. It is a blob: address, since the content security policy lets no data: in. */
function tabIcon(): (now: Waiting) => void {
  const link = document.querySelector<HTMLLinkElement>('link[rel="icon"]');
  if (!link) return () => undefined;
  const plain = link.href;
  const mark = new Image();
  const canvas = document.createElement('canvas');
  let drawn = '';
  mark.src = plain;
  const show = (address: string): void => {
    const old = drawn;
    // The browser may still be reading the icon before.
    if (old) setTimeout(() => URL.revokeObjectURL(old), 10_000);
    drawn = address === plain ? '' : address;
    link.href = address;
  };
  return (now) => {
    if (!now.urgent && !now.some) {
      show(plain);
      return;
    }
    mark.decode().then(
      () => {
        drawIcon(now, canvas, mark);
        canvas.toBlob((blob) => blob && show(URL.createObjectURL(blob)));
      },
      () => undefined, // the icon could not be loaded: the title says it too
    );
  };
}
