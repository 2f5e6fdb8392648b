/** Asking while somebody types: after a pause, the newest question's answer only. */

const PAUSE = 200; // milliseconds

export class Asking<T> {
  query = $state('');
  answer = $state.raw<T | null>(null);
  asked = $state(''); // what the answer is to
  waiting = $state(false);
  problem = $state.raw<unknown>(null);

  /** `ask` is called with the trimmed query; an empty one is asked only where `empty` says that it means something. */
  constructor(
    private readonly ask: (query: string) => Promise<T>,
    private readonly empty = false,
  ) {
    $effect(() => {
      const query = this.query.trim();
      if (!query && !this.empty) {
        this.answer = null;
        this.asked = '';
        this.waiting = false;
        return;
      }
      let current = true;
      const timer = setTimeout(() => void this.run(query, () => current), query ? PAUSE : 0);
      return () => {
        current = false;
        clearTimeout(timer);
      };
    });
  }

  /** Ask the same again, after what was asked about has changed. */
  async again(): Promise<void> {
    await this.run(this.query.trim(), () => true);
  }

  private async run(query: string, current: () => boolean): Promise<void> {
    this.waiting = true;
    try {
      const answer = await this.ask(query);
      if (!current()) return;
      this.answer = answer;
      this.asked = query;
      this.problem = null;
    } catch (error) {
      if (current()) this.problem = error;
    } finally {
      if (current()) this.waiting = false;
    }
  }
}
