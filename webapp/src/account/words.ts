/** What went wrong, in words: the server's own sentence where it has one. */
import { Problem } from '../api';
import { t } from '../i18n/index.svelte';
import { length } from '../i18n/times';

export function words(error: unknown): string {
  if (!(error instanceof Problem)) throw error;
  if (error.name === 'offline') return t('problem.offline');
  if (error.name === 'too-many-tries') return t('problem.too-many', { time: length(error.more.seconds ?? 60) });
  return error.status >= 500 || !error.detail ? t('problem.unknown') : error.detail;
}

/** Whether it is this problem. */
export function is(error: unknown, ...names: readonly string[]): boolean {
  return error instanceof Problem && names.includes(error.name);
}
