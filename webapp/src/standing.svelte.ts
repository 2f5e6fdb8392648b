/** Where this browser stands (signed out, half-way, signed in): asked once, changed by each step, kept alive while somebody is here. */
import { api, Problem, type Standing } from './api';

const ALIVE = 4 * 60_000; // milliseconds between signs of life; the server ends sessions after 5 minutes at the least

let standing = $state.raw<Standing | null>(null);
let trouble = $state.raw<Problem | null>(null);
let active = true;

export const here = {
  /** null until the server has answered. */
  get standing(): Standing | null {
    return standing;
  },
  /** Why nothing is known yet. */
  get trouble(): Problem | null {
    return trouble;
  },
};

/** Stand somewhere else, as a step has answered. */
export function stand(now: Standing): void {
  standing = now;
  trouble = null;
}

/** Ask the server. What is known stays when it can't be reached. */
export async function look(): Promise<void> {
  try {
    stand(await api.session());
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    trouble = error;
  }
}

/** Sign out here; what the browser has kept is gone with it. */
export async function signOut(): Promise<void> {
  stand(await api.signOut());
}

/**
 * Tell the server while somebody is at the page: what they do on the stream is no sign of life to it. Nobody at the keyboard means
 * nothing is told, and the session ends by itself.
 */
export function keepAlive(): void {
  for (const sign of ['pointerdown', 'keydown', 'wheel'] as const) addEventListener(sign, () => (active = true), { passive: true, capture: true });
  setInterval(() => {
    if (!active || document.hidden || standing?.state !== 'signed-in') return;
    active = false;
    void look();
  }, ALIVE);
}
