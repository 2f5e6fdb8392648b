/** The account pages' API (docs/sign-in.md): typed, same origin only. Errors are problems (RFC 9457) whose `detail` is a sentence to show. */
import type { PublicKeyCredentialCreationOptionsJSON, PublicKeyCredentialRequestOptionsJSON } from '@simplewebauthn/browser';

import type { Role, SignedIn } from './core/types';

export type FactorKind = 'totp' | 'passkey';
export type Step = FactorKind | 'recovery';

/** Where this browser stands. */
export type Standing =
  | { readonly state: 'signed-out' }
  | { readonly state: 'factor'; readonly factors: readonly Step[] }
  | ({ readonly state: 'enrol' | 'notice' | 'signed-in' } & SignedIn);

export interface SessionListed {
  readonly id: number;
  readonly current: boolean;
  readonly browser: string;
  readonly address: string;
  readonly created: number;
  readonly seen: number;
}
export interface DeviceListed {
  readonly id: number;
  readonly kind: 'client' | 'browser';
  readonly name: string;
  readonly created: number;
  readonly last_used: number | null;
  readonly last_address: string | null;
  readonly current: boolean;
}
export interface NewDevice {
  readonly device: DeviceListed;
  readonly credential: string;
  readonly uri: string;
  readonly qr: string;
}
export interface FactorListed {
  readonly id: number;
  readonly kind: FactorKind;
  readonly name: string;
  readonly created: number;
  readonly last_used: number | null;
}
export interface FactorsShown {
  readonly factors: readonly FactorListed[];
  readonly recovery_codes_left: number;
  readonly required: boolean;
}
export interface NewTotp {
  readonly id: number;
  readonly secret: string;
  readonly uri: string;
  readonly qr: string;
}
export interface InvitationShown {
  readonly domain: string;
  readonly organisation: string;
  readonly name: string | null;
  readonly role: Role;
  readonly expires: number;
  readonly shortest: number;
}
export interface Advice {
  readonly score: number;
  readonly refusal: string | null;
  readonly hints: readonly string[];
}
export interface InvitationListed {
  readonly id: number;
  readonly domain: string;
  readonly name: string | null;
  readonly role: Role;
  readonly address: string | null;
  readonly made_by: string;
  readonly created: number;
  readonly expires: number;
  readonly state: 'open' | 'used' | 'expired' | 'revoked';
}
export interface Link {
  readonly link: string;
  readonly expires: number;
}
export interface PersonListed {
  readonly id: number;
  readonly jid: string;
  readonly name: string;
  readonly role: Role;
  readonly disabled: boolean;
}
export interface Found {
  readonly jid: string;
  readonly name: string;
}

/** An answer that is an error; `name` is what programs compare, `detail` what people read. */
export class Problem extends Error {
  constructor(
    readonly status: number,
    override readonly name: string,
    readonly detail: string,
    readonly more: { readonly field?: string; readonly factors?: readonly Step[]; readonly hints?: readonly string[]; readonly seconds?: number } = {},
  ) {
    super(detail);
  }
}

const TYPE = 'urn:casemate:problem:';
const PATIENCE = 20_000; // milliseconds

async function ask<T>(method: string, path: string, body?: unknown): Promise<T> {
  const answer = await answered(method, path, body);
  if (answer.status === 204) return undefined as T;
  const said: unknown = await answer.json().catch(() => null);
  if (answer.ok && said !== null) return said as T;
  throw problem(answer, said);
}

async function answered(method: string, path: string, body: unknown): Promise<Response> {
  const headers: Record<string, string> = { Accept: 'application/json', 'X-Casemate-CSRF': '1' };
  if (body !== undefined) headers['Content-Type'] = 'application/json';
  const request: RequestInit = { method, headers, credentials: 'same-origin', cache: 'no-store', redirect: 'error', signal: AbortSignal.timeout(PATIENCE) };
  if (body !== undefined) request.body = JSON.stringify(body);
  try {
    return await fetch(`/api/v1${path}`, request);
  } catch {
    throw new Problem(0, 'offline', '');
  }
}

function problem(answer: Response, said: unknown): Problem {
  const told = (said ?? {}) as { type?: unknown; detail?: unknown; field?: string; factors?: Step[]; hints?: string[] };
  const name = typeof told.type === 'string' && told.type.startsWith(TYPE) ? told.type.slice(TYPE.length) : 'unknown';
  const seconds = Number(answer.headers.get('Retry-After'));
  return new Problem(answer.status, name, typeof told.detail === 'string' ? told.detail : '', {
    ...(told.field ? { field: told.field } : {}),
    ...(told.factors ? { factors: told.factors } : {}),
    ...(told.hints ? { hints: told.hints } : {}),
    ...(seconds > 0 ? { seconds } : {}),
  });
}

export const api = {
  session: () => ask<Standing>('GET', '/session'),
  signOut: () => ask<Standing>('DELETE', '/session'),
  password: (address: string, password: string) => ask<Standing>('POST', '/session/password', { address, password }),
  totp: (code: string) => ask<Standing>('POST', '/session/totp', { code }),
  recovery: (code: string) => ask<Standing>('POST', '/session/recovery', { code }),
  confirm: (password: string) => ask<Standing>('POST', '/session/confirm', { password }),
  passkeyOptions: async () => (await ask<{ options: PublicKeyCredentialRequestOptionsJSON }>('POST', '/session/passkey/options')).options,
  passkey: (credential: unknown) => ask<Standing>('POST', '/session/passkey', { credential }),
  socketToken: () => ask<{ token: string; expires_in: number; jid: string; websocket: string }>('POST', '/session/socket-token'),

  sessions: () => ask<SessionListed[]>('GET', '/sessions'),
  endSession: (id: number) => ask<void>('DELETE', `/sessions/${id}`),
  endOtherSessions: () => ask<void>('DELETE', '/sessions'),
  devices: () => ask<DeviceListed[]>('GET', '/devices'),
  addDevice: (name: string) => ask<NewDevice>('POST', '/devices', { name }),
  revokeDevice: (id: number) => ask<void>('DELETE', `/devices/${id}`),

  factors: () => ask<FactorsShown>('GET', '/factors'),
  beginTotp: (name: string) => ask<NewTotp>('POST', '/factors/totp', { name }),
  confirmTotp: (id: number, code: string) => ask<Standing>('POST', `/factors/totp/${id}/confirm`, { code }),
  newPasskeyOptions: async () => (await ask<{ options: PublicKeyCredentialCreationOptionsJSON }>('POST', '/factors/passkeys/options')).options,
  addPasskey: (name: string, credential: unknown) => ask<Standing>('POST', '/factors/passkeys', { name, credential }),
  renameFactor: (kind: FactorKind, id: number, name: string) => ask<void>('PATCH', `/factors/${kind}/${id}`, { name }),
  removeFactor: (kind: FactorKind, id: number) => ask<void>('DELETE', `/factors/${kind}/${id}`),
  recoveryCodes: async () => (await ask<{ codes: string[] }>('POST', '/factors/recovery-codes')).codes,

  changePassword: (old: string, fresh: string) => ask<Standing>('PUT', '/password', { old, new: fresh }),
  advice: (password: string, words: readonly string[] = []) => ask<Advice>('POST', '/password/advice', { password, words }),
  checkInvitation: (token: string) => ask<InvitationShown>('POST', '/invitations/check', { token }),
  acceptInvitation: (token: string, name: string, password: string) => ask<Standing>('POST', '/invitations/accept', { token, name, password }),
  checkReset: (token: string) => ask<void>('POST', '/resets/check', { token }),
  reset: (token: string, password: string) => ask<Standing>('POST', '/resets', { token, password }),
  notice: () => ask<{ version: string; text: string }>('GET', '/notice'),
  acknowledge: (version: string) => ask<Standing>('POST', '/notice/acknowledge', { version }),

  directory: (query: string) => ask<Found[]>('GET', `/directory?q=${encodeURIComponent(query)}`),
  invitations: () => ask<InvitationListed[]>('GET', '/admin/invitations'),
  invite: (wanted: { name?: string; role: Role; address?: string; domain?: string }) => ask<Link>('POST', '/admin/invitations', wanted),
  revokeInvitation: (id: number) => ask<void>('DELETE', `/admin/invitations/${id}`),
  people: () => ask<PersonListed[]>('GET', '/admin/people'),
  changePerson: (id: number, change: { disabled?: boolean; role?: Role }) => ask<PersonListed>('PATCH', `/admin/people/${id}`, change),
  resetLink: (id: number) => ask<Link>('POST', `/admin/people/${id}/reset-link`),
  resetFactors: (id: number) => ask<void>('POST', `/admin/people/${id}/factors/reset`),
};
