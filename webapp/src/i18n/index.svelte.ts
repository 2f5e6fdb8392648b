/**
 * The texts of the app. `t('key')` inside a component follows the language. English is part of the first load, others come when they
 * are asked for. A key that is missing in a language, or a place that is not given, is an error of `npm run check`.
 */
import { en, type English } from './en';
import { plain, type Filled } from './fill';
import type { Given, Translation } from './types';

export type Key = keyof English;
type Loader = () => Promise<Translation<English>>;

const LOADERS: Readonly<Record<string, Loader>> = {
  de: async () => (await import('./de')).de,
};
export const LANGUAGES = ['en', 'de'] as const;
export type Language = (typeof LANGUAGES)[number];

let language = $state<Language>('en');
let texts = $state.raw<Translation<English>>(en);

export const locale = {
  /** The language of the texts. */
  get language(): Language {
    return language;
  },
  /** The locale for dates and numbers: the browser's where it is of that language, since it also tells the region. */
  get region(): string {
    return preferred().find((tag) => tag.split('-')[0] === language) ?? language;
  },
};

/** The language that a person or their browser asks for. */
export function chosen(setting: string): Language {
  const wanted = setting ? [setting] : preferred();
  for (const tag of wanted) {
    const found = LANGUAGES.find((known) => known === tag.split('-')[0]?.toLowerCase());
    if (found) return found;
  }
  return 'en';
}

/** Speak a language from now on; '' follows the browser. */
export async function speak(setting: string): Promise<void> {
  const wanted = chosen(setting);
  texts = (await LOADERS[wanted]?.()) ?? en;
  language = wanted;
  if (typeof document === 'undefined') return;
  document.documentElement.lang = wanted;
  document.documentElement.dir = direction(wanted);
}

/** A text, with its places filled. A plural takes its form from `count`. */
export function t<K extends Key>(key: K, ...given: Given<English[K]>): string {
  const places: Filled = given[0] ?? {};
  return plain(texts[key], places, locale.region);
}

/** A text without places whose name is known at run time only; the name itself where there is none. */
export function named(key: string): string {
  const text: unknown = (texts as Readonly<Record<string, unknown>>)[key];
  return typeof text === 'string' ? text : key;
}

function preferred(): readonly string[] {
  return globalThis.navigator?.languages ?? [];
}

function direction(tag: string): 'ltr' | 'rtl' {
  const script = new Intl.Locale(tag).maximize().script ?? '';
  return ['Arab', 'Hebr', 'Thaa', 'Syrc', 'Nkoo', 'Adlm'].includes(script) ? 'rtl' : 'ltr';
}
