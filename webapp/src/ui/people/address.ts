/** A bare address that somebody has typed; null if it is none. The core looks at it again with the server's rules. */
export function addressIn(text: string): string | null {
  const address = text.trim().replace(/^xmpp:/, '').toLowerCase();
  return /^[^\s@/"&'<>:]+@[^\s@/:]+\.[^\s@/:.]+$/.test(address) ? address : null;
}
