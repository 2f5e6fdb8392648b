/** What the service says of a message (`urn:casemate:verdict:0`, docs/clients.md), for people. */
import { NS } from './ns';
import type { MessageState, Verdict, Way } from './types';
import { attr, child, children, text, type Xml } from './wire/xml';

const ACTIONS: readonly Verdict['action'][] = ['notice', 'redact', 'coach', 'email', 'hold', 'block'];
const WAYS: readonly Way[] = ['mask', 'email', 'edit', 'confirm'];
const STATES: Readonly<Record<string, MessageState>> = { delivered: 'sent', unsent: 'coached', held: 'held', stopped: 'stopped', released: 'released', refused: 'stopped' };
const BY_ACTION: Readonly<Record<Verdict['action'], MessageState>> = { notice: 'sent', redact: 'sent', coach: 'coached', email: 'held', hold: 'held', block: 'stopped' };
const MOST = 20;

export interface Told {
  readonly verdict: Verdict;
  readonly state: MessageState;
  /** The message that it is of: as its sender wrote it, and as the archive knows it. */
  readonly origin: string;
  readonly archiveId: string;
  readonly recalled: boolean;
}

/** Read a verdict; null if it is none. */
export function readVerdict(element: Xml | undefined): Told | null {
  const action = ACTIONS.find((each) => each === attr(element, 'verdict'));
  if (!element || !action) return null;
  const code = attr(element, 'code').slice(0, 100);
  const masked = child(element, 'masked', NS.verdict);
  const answer = text(child(element, 'answer', NS.verdict)).slice(0, 1000);
  const said = text(child(element, 'text', NS.verdict)).slice(0, 2000);
  const verdict: Verdict = {
    action,
    text: answer || said,
    findings: children(element, 'finding', NS.verdict).slice(0, MOST).map(finding),
    gaps: children(element, 'gap', NS.verdict).slice(0, MOST).map((gap) => ({ kind: attr(gap, 'kind'), part: attr(gap, 'part') })),
    outside: children(element, 'outside', NS.verdict).slice(0, MOST).map((each) => attr(each, 'domain')).filter(Boolean),
    code,
    masked: masked ? text(masked) : null,
    ways: waysOf(element, code, masked !== undefined),
  };
  const state = STATES[attr(element, 'state')] ?? BY_ACTION[action];
  return { verdict, state, origin: attr(element, 'origin'), archiveId: attr(element, 'id'), recalled: attr(element, 'state') === 'recalled' };
}

function finding(element: Xml): Verdict['findings'][number] {
  const number = (name: string): number => (/^\d{1,7}$/.test(attr(element, name)) ? Number(attr(element, name)) : -1);
  return { id: attr(element, 'id'), title: attr(element, 'title') || attr(element, 'id'), why: attr(element, 'why'), excerpt: text(element).slice(0, 300), part: attr(element, 'part'), start: number('start'), end: number('end') };
}

/** What may be done; where the server does not say, what its verdict allows. */
function waysOf(element: Xml, code: string, masked: boolean): readonly Way[] {
  const told = children(element, 'way', NS.verdict).map((each) => attr(each, 'name'));
  if (told.length) return WAYS.filter((way) => told.includes(way));
  return WAYS.filter((way) => way === 'edit' || (way === 'confirm' && code !== '') || (way === 'mask' && masked));
}
