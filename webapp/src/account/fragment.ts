/** The secret after `#` in a link: no server sees it; it leaves the address at once, so that neither history nor a glance keeps it. */
export function takeToken(): string {
  const token = location.hash.slice(1);
  if (token) history.replaceState(null, '', location.pathname);
  return token.length <= 200 ? token : '';
}
