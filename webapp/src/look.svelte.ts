/** Appearance and language of this browser: known before anybody has signed in, and kept without saying who uses it. */
import { speak } from './i18n/index.svelte';

export type Theme = 'system' | 'light' | 'dark' | 'contrast';
export const THEMES: readonly Theme[] = ['system', 'light', 'dark', 'contrast'];
const KEY = 'casemate.look';

let theme = $state<Theme>('system');
let language = $state('');

export const look = {
  get theme(): Theme {
    return theme;
  },
  /** '' follows the browser. */
  get language(): string {
    return language;
  },
};

/** Take what was chosen here last; call it once, before anything is drawn. */
export async function beginLook(): Promise<void> {
  const kept = read();
  await changeLook(kept);
}

export async function changeLook(change: { theme?: Theme; language?: string }): Promise<void> {
  theme = change.theme ?? theme;
  language = change.language ?? language;
  if (theme === 'system') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
  try {
    localStorage.setItem(KEY, JSON.stringify({ theme, language }));
  } catch {
    // Storage may be off; the choice then holds until the page is left.
  }
  await speak(language);
}

function read(): { theme?: Theme; language?: string } {
  try {
    const kept = JSON.parse(localStorage.getItem(KEY) ?? '{}') as { theme?: unknown; language?: unknown };
    const known = THEMES.find((name) => name === kept.theme);
    return { ...(known ? { theme: known } : {}), ...(typeof kept.language === 'string' ? { language: kept.language } : {}) };
  } catch {
    return {};
  }
}
