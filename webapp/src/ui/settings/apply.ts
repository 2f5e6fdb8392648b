/** Makes the page look and speak as the settings say. */
import { chosen, locale, speak } from '../../i18n/index.svelte';
import type { Settings } from '../../core/types';

export function applySettings({ theme, language }: Settings): void {
  if (theme === 'system') delete document.documentElement.dataset['theme'];
  else document.documentElement.dataset['theme'] = theme;
  if (chosen(language) !== locale.language) void speak(language);
}
