/** What an address may be to be followed from here. */
const SCHEMES = ['https:', 'http:', 'mailto:', 'xmpp:', 'tel:'];

/** The address if it may be followed; null for `javascript:`, `data:`, `file:` and all else. */
export function followable(url: string): string | null {
  try {
    const parsed = new URL(url);
    return SCHEMES.includes(parsed.protocol) ? parsed.href : null;
  } catch {
    return null;
  }
}

/** A host in two parts, so that the registrable domain can stand out: "login.bank." + "evil.example". */
export function hostParts(url: string, domain: string): readonly [before: string, domain: string] {
  let host = '';
  try {
    host = new URL(url).hostname;
  } catch {
    return ['', domain];
  }
  return domain !== '' && host.endsWith(`.${domain}`) ? [host.slice(0, host.length - domain.length), domain] : ['', domain || host];
}
