/** Addresses (RFC 7622), already prepared by the server: split and compared, never mended. */
import type { Jid } from './types';

export function bare(jid: string): Jid {
  const slash = jid.indexOf('/');
  return slash < 0 ? jid : jid.slice(0, slash);
}

export function resource(jid: string): string {
  const slash = jid.indexOf('/');
  return slash < 0 ? '' : jid.slice(slash + 1);
}

export function domain(jid: string): string {
  const plain = bare(jid);
  return plain.slice(plain.indexOf('@') + 1);
}

export function local(jid: string): string {
  const plain = bare(jid);
  const sign = plain.indexOf('@');
  return sign < 0 ? '' : plain.slice(0, sign);
}

/** Whether it can be an address of a person or room: a local part and a domain, nothing that no address has. */
export function isAddress(jid: string): boolean {
  return /^[^\s"&'/:<>@\p{Cc}]{1,1023}@[^\s@/<>"&'\p{Cc}]{1,1023}$/u.test(jid);
}
