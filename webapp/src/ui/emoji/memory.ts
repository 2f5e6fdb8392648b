/** What the picker remembers in this browser: the recently used, and the skin tone. Signing out clears it with all else. */
import { TONES, used } from './data';

const RECENT = 'casemate.emoji.recent';
const TONE = 'casemate.emoji.tone';
/** Before anything was used. */
export const FIRST: readonly string[] = ['👍', '❤️', '😂', '🎉', '👀', '✅', '🙏', '🚀', '👋'];

export function recentEmoji(): readonly string[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(RECENT) ?? '[]');
    const recent = Array.isArray(kept) ? kept.filter((one) => typeof one === 'string') : [];
    return [...recent, ...FIRST.filter((emoji) => !recent.includes(emoji))].slice(0, 27);
  } catch {
    return FIRST;
  }
}

export function remember(emoji: string): void {
  put(RECENT, JSON.stringify(used(recentEmoji(), emoji)));
}

export function tone(): string {
  try {
    return TONES.find((one) => one === localStorage.getItem(TONE)) ?? '';
  } catch {
    return '';
  }
}

export function setTone(tone: string): void {
  put(TONE, tone);
}

function put(key: string, value: string): void {
  try {
    localStorage.setItem(key, value);
  } catch {
    // The browser keeps nothing for this page: then nothing is remembered.
  }
}
