import { t } from '../../i18n/index.svelte';

/** What went wrong, in words: what the core or the server said, or that nobody knows. */
export function problemText(error: unknown): string {
  return error instanceof Error && error.message ? error.message : t('problem.unknown');
}
