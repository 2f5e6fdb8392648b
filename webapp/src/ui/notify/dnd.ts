/** Do not disturb with an end: kept in this browser, and ended by it. */
import type { Messenger, Presence } from '../../core/types';

const KEPT = 'casemate.dnd';

interface Kept {
  readonly until: number; // milliseconds since the epoch
  readonly before: Presence; // what one goes back to
}

/** The moment in which a do-not-disturb of so many hours ends; `null` hours end with the day. */
export function endOf(now: Date, hours: number | null): number {
  if (hours !== null) return now.getTime() + hours * 3_600_000;
  return new Date(now.getFullYear(), now.getMonth(), now.getDate() + 1).getTime();
}

/** When the present do-not-disturb ends; null if it has no end, or there is none. */
export function dndUntil(): number | null {
  return read()?.until ?? null;
}

/** Nothing rings until then; after it, presence is again what it was. */
export function disturbNot(messenger: Messenger, until: number): void {
  const now = messenger.me.presence;
  const before: Presence = { availability: now.availability === 'dnd' ? 'available' : now.availability, status: now.status };
  try {
    localStorage.setItem(KEPT, JSON.stringify({ until, before } satisfies Kept));
  } catch {
    // Nothing can be kept: it then lasts until it is ended by hand.
  }
  messenger.setPresence({ availability: 'dnd', status: now.status });
}

/** Presence was chosen by hand: no end is kept any more. */
export function forgetDnd(): void {
  try {
    localStorage.removeItem(KEPT);
  } catch {
    // Then nothing was kept either.
  }
}

/** End it if its time is over. To be called at the start and every now and then. */
export function endDnd(messenger: Messenger, now: number): void {
  const kept = read();
  if (!kept || now < kept.until) return;
  forgetDnd();
  if (messenger.me.presence.availability === 'dnd') messenger.setPresence({ ...messenger.me.presence, availability: kept.before.availability });
}

function read(): Kept | null {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(KEPT) ?? 'null');
    const { until, before } = (kept ?? {}) as Partial<Kept>;
    return typeof until === 'number' && before ? { until, before } : null;
  } catch {
    return null;
  }
}
