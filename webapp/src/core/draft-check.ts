/** Asks the server what it would say of a text that is being typed (`urn:casemate:draft:0`, docs/clients.md). */
import type { Context } from './context';
import { NS } from './ns';
import type { DraftHint, Jid } from './types';
import { readVerdict } from './verdicts';
import { StanzaError } from './wire/wire';
import { at, x } from './wire/xml';

const SHORTEST = 4; // characters in which nothing can be found
const LONGEST = 10_000;
const BACK_OFF = 30_000; // milliseconds after the server has asked for fewer questions

export class DraftCheck {
  readonly #context: Context;
  #asking = false;
  #quietUntil = 0;
  #off = false;

  constructor(context: Context) {
    this.#context = context;
  }

  /** What is to be said of it; null if nothing, or if it can't be asked just now. */
  async check(conversation: Jid, text: string): Promise<DraftHint> {
    if (this.#off || this.#asking || !this.#context.wire.open || text.trim().length < SHORTEST || this.#context.now() < this.#quietUntil) return null;
    this.#asking = true;
    try {
      const question = x('check', NS.draft, { to: conversation }, x('body', NS.draft, {}, text.slice(0, LONGEST)));
      const answer = await this.#context.wire.request('get', this.#context.domain, question);
      const told = readVerdict(at(answer, ['check', NS.draft], ['verdict', NS.verdict]));
      return told && { verdict: told.verdict };
    } catch (error) {
      const condition = error instanceof StanzaError ? error.condition : '';
      if (condition === 'service-unavailable' || condition === 'feature-not-implemented') this.#off = true;
      else this.#quietUntil = this.#context.now() + BACK_OFF;
      return null;
    } finally {
      this.#asking = false;
    }
  }
}
