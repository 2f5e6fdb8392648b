import type { Text } from './types';

export type Filled = Readonly<Record<string, string | number>>;

/** A text with its places filled; numbers are written as in `region`. */
export function plain(text: Text, places: Filled, region: string): string {
  const count = Number(places['count'] ?? 0);
  const form = typeof text === 'string' ? text : (text[new Intl.PluralRules(region).select(count)] ?? text.other);
  return form.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = places[name];
    return typeof value === 'number' ? new Intl.NumberFormat(region).format(value) : (value ?? whole);
  });
}
