/** Desktop notifications: no content unless somebody wants it, no sound, and permission asked only by a click. */
import type { Conversation, Message, Presence, Settings } from '../../core/types';
import { quiet } from './quiet';

export type Permission = 'granted' | 'denied' | 'default' | 'missing';

export function permission(): Permission {
  return 'Notification' in globalThis ? Notification.permission : 'missing';
}

/** Ask for permission. Only ever from a click: browsers refuse it otherwise, and rightly. */
export async function askPermission(): Promise<Permission> {
  return 'Notification' in globalThis ? await Notification.requestPermission() : 'missing';
}

/** Whether a message may be told of now. The core has left out what needs none (own, muted, read elsewhere). */
export function tells(settings: Settings, presence: Presence, conversation: Conversation, message: Message, now: Date): boolean {
  if (!settings.notifications || presence.availability === 'dnd' || quiet(now, settings.quietFrom, settings.quietUntil)) return false;
  if (conversation.notify === 'none' || message.mine || message.kind === 'system') return false;
  return message.mentionsMe || (!conversation.muted && conversation.notify === 'all');
}

interface Words {
  readonly title: string;
  readonly body: string;
}

/** What it says: who or where, and the text only if the person has asked for that. */
export function wordsOf(settings: Settings, conversation: Conversation, message: Message, texts: { readonly hidden: string; readonly file: string; readonly inRoom: string }): Words {
  const title = conversation.kind === 'room' ? texts.inRoom : conversation.name;
  if (!settings.notificationContent) return { title, body: texts.hidden };
  const said = message.body || (message.file ? texts.file : '');
  return { title, body: Array.from(said).slice(0, 200).join('') };
}
