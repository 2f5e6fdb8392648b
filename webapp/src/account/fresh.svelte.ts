/** What asks for a factor shown just now: it is tried, the person is asked to show one if need be, and it is tried again. */
import { Problem, type Step } from '../api';

/** Somebody stopped instead of showing a factor. */
export class Stopped extends Error {}

interface Asked {
  readonly ways: readonly Step[];
  readonly done: (shown: boolean) => void;
}

let asked = $state.raw<Asked | null>(null);

export const fresh = {
  /** With what a factor can be shown, while it is asked for; nothing set up means the password. */
  get asked(): Asked | null {
    return asked;
  },

  /** Do something, after a factor has been shown if it asks for one. Throws `Stopped` when none was. */
  async run<T>(action: () => Promise<T>): Promise<T> {
    try {
      return await action();
    } catch (error) {
      if (!(error instanceof Problem) || error.name !== 'fresh-factor-needed') throw error;
      await show(error.more.factors ?? []);
      return await action();
    }
  },
};

async function show(ways: readonly Step[]): Promise<void> {
  const shown = await new Promise<boolean>((done) => (asked = { ways, done }));
  asked = null;
  if (!shown) throw new Stopped();
}
