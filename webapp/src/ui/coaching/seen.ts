/** What a verdict says was seen, as the coaching card and the panel tell it. */
import { t } from '../../i18n/index.svelte';
import type { FoundInText, Verdict, Way } from '../../core/types';

/** The ways on, in the order in which they are offered: the safest first. */
export const ORDER: readonly Way[] = ['mask', 'email', 'edit', 'confirm'];

/** The ways that a verdict leaves open. Editing always is one: it is what a person does with a text. */
export function waysOf(verdict: Verdict): readonly Way[] {
  return ORDER.filter((way) => {
    if (way === 'edit') return true;
    if (way === 'mask') return verdict.ways.includes(way) && verdict.masked !== null;
    return verdict.ways.includes(way) && (way !== 'confirm' || verdict.code !== '');
  });
}

/** What findings are called here, by the beginning of their ids (docs/policy.md); others are called as the server calls them. */
const CALLED = ['dlp.card', 'dlp.iban', 'dlp.id', 'dlp.secret', 'dlp.private_key', 'dlp.dictionary', 'dlp.pattern', 'links', 'files.macro', 'files.active', 'files.program', 'files.script', 'files.installer', 'files.malware', 'files.bomb', 'files.disguised'] as const;

function called({ id, title }: FoundInText): string {
  const known = CALLED.find((each) => id === each || id.startsWith(`${each}.`));
  return known ? t(`found.${known}`) : title;
}

/** Each kind of finding once, with all that was found of it: two card numbers are one point with two excerpts. */
export function grouped(findings: readonly FoundInText[]): readonly { readonly title: string; readonly why: string; readonly found: readonly FoundInText[] }[] {
  const groups = new Map<string, FoundInText[]>();
  for (const finding of findings) groups.set(called(finding), [...(groups.get(called(finding)) ?? []), finding]);
  return [...groups].map(([title, found]) => ({ title, why: found[0]?.why ?? '', found }));
}

/** An e-mail to whom the message was for. A long text stays out: mail programs cut addresses off. */
export function mailto(addresses: readonly string[], text: string): string {
  const body = text.length <= 1500 ? `?body=${encodeURIComponent(text.replace(/\r?\n/g, '\r\n'))}` : '';
  return `mailto:${addresses.map(encodeURIComponent).join(',')}${body}`;
}
