/** Times as people read them: relative under a day, then exact (milliseconds since the epoch). */
import { locale } from './index.svelte';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** "5 minutes ago", "in 3 hours"; after a day "14 March 2026, 10:42". */
export function when(at: number, now: number): string {
  const away = at - now;
  const size = Math.abs(away);
  if (size >= DAY) return moment(at);
  const relative = new Intl.RelativeTimeFormat(locale.region, { numeric: 'auto' });
  if (size < MINUTE) return relative.format(0, 'second');
  return size < HOUR ? relative.format(Math.round(away / MINUTE), 'minute') : relative.format(Math.round(away / HOUR), 'hour');
}

/** Date and time. */
export function moment(at: number): string {
  return new Intl.DateTimeFormat(locale.region, { dateStyle: 'medium', timeStyle: 'short' }).format(at);
}

/** The date alone. */
export function day(at: number): string {
  return new Intl.DateTimeFormat(locale.region, { dateStyle: 'long' }).format(at);
}

/** A length of time in its largest whole unit: "5 minutes". */
export function length(seconds: number): string {
  const [unit, value] = seconds < 90 ? ['second', seconds] : seconds < 5400 ? ['minute', seconds / 60] : ['hour', seconds / 3600];
  return new Intl.NumberFormat(locale.region, { style: 'unit', unit: String(unit), unitDisplay: 'long' }).format(Math.ceil(Number(value)));
}

/** The time of the day. */
export function clock(at: number): string {
  return new Intl.DateTimeFormat(locale.region, { timeStyle: 'short' }).format(at);
}
