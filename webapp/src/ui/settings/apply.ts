/** Makes the page look and speak as the settings say, on this machine too when nobody is signed in. */
import { changeLook, look } from '../../look.svelte';
import type { Settings } from '../../core/types';

export function applySettings({ theme, language }: Settings): void {
  if (theme !== look.theme || language !== look.language) void changeLook({ theme, language });
}
