/** Where in the app one is: the path of the address, and going elsewhere without loading the page anew. */

let path = $state(globalThis.location?.pathname ?? '/');

globalThis.addEventListener?.('popstate', () => {
  path = location.pathname;
});

export const route = {
  /** The path, without query and fragment. */
  get path(): string {
    return path;
  },
};

export function go(to: string, options: { replace?: boolean } = {}): void {
  if (to === location.pathname && !location.hash) return;
  if (options.replace) history.replaceState(null, '', to);
  else history.pushState(null, '', to);
  path = location.pathname;
}

/** For `onclick` of a link: plain clicks stay in the app; with a modifier, the browser does what it does. */
export function follow(event: MouseEvent): void {
  const link = (event.target as Element).closest('a');
  if (!link || event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  if (link.target || link.origin !== location.origin) return;
  event.preventDefault();
  go(link.pathname);
}

const PLAIN = /[A-Za-z0-9._-]/;

/** The path of a conversation. The server takes paths of letters, digits, dots, hyphens and tildes only: all else is written `~XX`. */
export function conversationPath(jid: string): string {
  const bytes = new TextEncoder().encode(jid);
  const letters = Array.from(bytes, (byte) => {
    const letter = String.fromCharCode(byte);
    return byte < 128 && PLAIN.test(letter) ? letter : `~${byte.toString(16).padStart(2, '0')}`;
  });
  return `/c/${letters.join('')}`;
}

/** The conversation that a path is of; null if it is of none. */
export function conversationOf(where: string): string | null {
  const written = /^\/c\/((?:[A-Za-z0-9._-]|~[0-9a-f]{2})+)$/.exec(where)?.[1];
  if (!written) return null;
  const bytes = Array.from(written.matchAll(/~([0-9a-f]{2})|(.)/g), ([, hex, letter]) => (hex ? parseInt(hex, 16) : (letter ?? '').charCodeAt(0)));
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(new Uint8Array(bytes));
  } catch {
    return null;
  }
}
