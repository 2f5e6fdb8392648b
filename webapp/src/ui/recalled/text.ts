/** What stands in place of a message that was taken back. */
import { t } from '../../i18n/index.svelte';
import { when } from '../../i18n/times';
import type { Message } from '../../core/types';

/** What happened, why, and when; null if the message stands. */
export function tombstone(message: Message, now: number): string | null {
  const recall = message.recalled;
  if (!recall) return null;
  const time = when(recall.at, now);
  if (recall.by === 'casemate') return recall.reason ? t('recalled.casemate.why', { reason: recall.reason }) : t('recalled.casemate', { time });
  if (recall.by === 'moderator') return recall.reason ? t('recalled.moderator.why', { reason: recall.reason }) : t('recalled.moderator', { time });
  return message.mine ? t('recalled.mine', { time }) : t('recalled.author', { name: message.from.nick, time });
}
