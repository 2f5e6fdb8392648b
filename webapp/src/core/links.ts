/** Links in a text, each with the domain that it really leads to. */
import type { LinkShown } from './types';

const MOST = 50;
const LINK = /\bhttps?:\/\/[^\s<>"“”«»`\p{Cc}]+/giu;
const TRAILING = /[.,;:!?'’*_~]+$/;
// Second levels under which names are given out, in the countries that do so; of others the last two labels are somebody's.
const SECOND = /^(?:ac|co|com|edu|gen|go|gob|gouv|gov|govt|gv|in|ltd|me|mil|ne|net|nom|or|org|plc|sch)$/;
const HOSTERS = /^(?:appspot\.com|azurewebsites\.net|blogspot\.com|cloudfront\.net|firebaseapp\.com|github\.io|gitlab\.io|herokuapp\.com|netlify\.app|ngrok\.io|pages\.dev|vercel\.app|web\.app|workers\.dev)$/;

/** The links of a text, in order. */
export function linksIn(body: string): LinkShown[] {
  const found: LinkShown[] = [];
  for (const match of body.matchAll(LINK)) {
    if (found.length === MOST) break;
    const written = closed(match[0].replace(TRAILING, ''));
    const address = parsed(written);
    if (!address) continue;
    const domain = registrable(address.hostname);
    found.push({ url: address.href, start: match.index, end: match.index + written.length, domain, misleading: misleading(written, address), state: 'unknown' });
  }
  return found;
}

/** A bracket that was opened outside of the link is not part of it. */
function closed(written: string): string {
  let end = written;
  for (const [open, close] of [['(', ')'], ['[', ']'], ['{', '}']] as const) {
    while (end.endsWith(close) && end.split(close).length > end.split(open).length) end = end.slice(0, -1).replace(TRAILING, '');
  }
  return end;
}

function parsed(written: string): URL | null {
  try {
    const address = new URL(written);
    return address.hostname ? address : null;
  } catch {
    return null;
  }
}

/** The part of a host's name that somebody has registered; of an address, all of it. */
export function registrable(host: string): string {
  const labels = host.replace(/\.$/, '').split('.');
  if (/^[\d.]+$/.test(host) || host.startsWith('[') || labels.length < 3) return host;
  const [second, top] = labels.slice(-2) as [string, string];
  const three = HOSTERS.test(`${second}.${top}`) || (top.length === 2 && SECOND.test(second));
  return labels.slice(three ? -3 : -2).join('.');
}

/** Whether it looks as if it led elsewhere: a name before an @, letters of several scripts, a direction that is turned round. */
function misleading(written: string, address: URL): boolean {
  if (address.username || address.password) return true;
  if (/[\u202a-\u202e\u2066-\u2069]/u.test(written)) return true;
  if (address.hostname.split('.').some((label) => label.startsWith('xn--'))) return true;
  const name = registrable(address.hostname);
  const dressed = address.hostname.slice(0, -name.length - 1);
  return /(?:^|\.)[a-z0-9-]+\.(?:com|net|org|de|bank|gov)$/.test(dressed);
}
