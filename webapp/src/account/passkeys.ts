/** Passkeys of this browser (WebAuthn). */
import { browserSupportsWebAuthn, browserSupportsWebAuthnAutofill, startAuthentication, startRegistration, WebAuthnAbortService, WebAuthnError } from '@simplewebauthn/browser';

import { api, type Standing } from '../api';

let turn = 0;

export const passkeys = {
  possible: browserSupportsWebAuthn,
  offered: browserSupportsWebAuthnAutofill,

  /** Show one: at once, or (`quietly`) when the person chooses it from what the browser offers in a field. */
  async show(quietly = false): Promise<Standing> {
    const mine = ++turn;
    const optionsJSON = await api.passkeyOptions();
    const credential = await startAuthentication({ optionsJSON, useBrowserAutofill: quietly });
    // The server waits for one answer at a time: that of whoever asked last.
    if (mine !== turn) throw new DOMException('another passkey is asked for', 'AbortError');
    return api.passkey(credential);
  },

  /** Make one. */
  async make(name: string): Promise<Standing> {
    const optionsJSON = await api.newPasskeyOptions();
    return api.addPasskey(name, await startRegistration({ optionsJSON }));
  },

  /** Stop what the browser is asking. */
  stop(): void {
    turn += 1;
    WebAuthnAbortService.cancelCeremony();
  },
};

/** Whether the browser or the person stopped, rather than the server. */
export function stopped(error: unknown): boolean {
  return error instanceof WebAuthnError || (error instanceof Error && ['NotAllowedError', 'AbortError'].includes(error.name));
}

/** Whether this device has one for the account. */
export function existsAlready(error: unknown): boolean {
  return error instanceof Error && error.name === 'InvalidStateError';
}

/** What this browser is called, for the name of a passkey. */
export function browserName(): string {
  const agent = navigator.userAgent;
  const known = [['Edg/', 'Edge'], ['OPR/', 'Opera'], ['Firefox/', 'Firefox'], ['Chrome/', 'Chrome'], ['Safari/', 'Safari']] as const;
  return known.find(([mark]) => agent.includes(mark))?.[1] ?? 'Browser';
}
