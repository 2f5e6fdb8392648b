/** What a message says: every extension that the core knows, read out of one stanza. Nothing here decides who may say it. */
import { bare, resource } from './jid';
import { NS } from './ns';
import { at, attr, child, children, elements, text, type Xml } from './wire/xml';

export const MOST_TEXT = 20_000; // UTF-16 units of a body that are kept and shown
const MOST_REACTIONS = 20;

export interface Read {
  readonly stanza: Xml;
  readonly from: string;
  readonly to: string;
  readonly type: string;
  readonly id: string;
  readonly originId: string;
  readonly delay: number | null;
  readonly body: string;
  readonly hasBody: boolean;
  readonly subject: string | null;
  readonly replace: string;
  readonly retract: string;
  readonly moderated: { readonly id: string; readonly by: string; readonly reason: string } | null;
  readonly tombstone: { readonly by: 'author' | 'moderator' | 'casemate'; readonly at: number; readonly reason: string } | null;
  readonly reactions: { readonly id: string; readonly emoji: readonly string[] } | null;
  readonly reply: { readonly id: string; readonly to: string; readonly quoted: string } | null;
  readonly mentions: readonly { readonly uri: string }[];
  readonly receipt: string;
  readonly wantsReceipt: boolean;
  readonly displayed: string;
  readonly state: string;
  readonly oob: string;
  readonly occupantId: string | null;
  readonly verdict: Xml | undefined;
}

export function readMessage(stanza: Xml): Read {
  const whole = text(child(stanza, 'body', NS.client)).slice(0, MOST_TEXT);
  const reply = child(stanza, 'reply', NS.reply);
  const { rest, quoted } = withoutQuote(stanza, whole, Boolean(reply));
  const subject = child(stanza, 'subject', NS.client);
  return {
    stanza,
    from: attr(stanza, 'from'),
    to: attr(stanza, 'to'),
    type: attr(stanza, 'type') || 'normal',
    id: attr(stanza, 'id').slice(0, 256),
    originId: attr(child(stanza, 'origin-id', NS.sid), 'id').slice(0, 256),
    delay: stampOf(child(stanza, 'delay', NS.delay)),
    body: rest,
    hasBody: child(stanza, 'body', NS.client) !== undefined,
    subject: subject ? text(subject).slice(0, 1000) : null,
    replace: attr(child(stanza, 'replace', NS.correct), 'id'),
    ...retraction(stanza),
    reactions: reactionsOf(child(stanza, 'reactions', NS.reactions)),
    reply: reply ? { id: attr(reply, 'id'), to: attr(reply, 'to'), quoted } : null,
    mentions: children(stanza, 'reference', NS.reference).filter((each) => attr(each, 'type') === 'mention').slice(0, 50).map((each) => ({ uri: attr(each, 'uri') })),
    receipt: attr(child(stanza, 'received', NS.receipts), 'id'),
    wantsReceipt: child(stanza, 'request', NS.receipts) !== undefined,
    displayed: attr(child(stanza, 'displayed', NS.markers), 'id'),
    state: elements(stanza).find((each) => each.ns === NS.states)?.name ?? '',
    oob: text(at(stanza, ['x', NS.oob], ['url', NS.oob])).slice(0, 2000),
    occupantId: attr(child(stanza, 'occupant-id', NS.occupant), 'id') || null,
    verdict: child(stanza, 'verdict', NS.verdict),
  };
}

/** The id that an archive (`by`) has given; only of whom we know that it does not let others write there (XEP-0359 section 5). */
export function stanzaId(stanza: Xml, by: string): string | null {
  return attr(children(stanza, 'stanza-id', NS.sid).find((each) => attr(each, 'by') === by), 'id').slice(0, 256) || null;
}

/** When a delayed stanza was sent (XEP-0203), in milliseconds. */
export function stampOf(delay: Xml | undefined): number | null {
  const at = Date.parse(attr(delay, 'stamp'));
  return Number.isNaN(at) ? null : at;
}

/** What is inside a carbon or an archive's result (XEP-0297). */
export function forwarded(wrapper: Xml | undefined): { stanza: Xml; at: number | null } | null {
  const forward = child(wrapper, 'forwarded', NS.forward);
  const stanza = child(forward, 'message', NS.client);
  return stanza ? { stanza, at: stampOf(child(forward, 'delay', NS.delay)) } : null;
}

/** The nick of an occupant: the resource of a room's address. */
export function nickOf(from: string): string {
  return resource(from).slice(0, 200);
}

function retraction(stanza: Xml): Pick<Read, 'retract' | 'moderated' | 'tombstone'> {
  const retract = child(stanza, 'retract', NS.retract);
  const moderated = child(retract, 'moderated', NS.moderate);
  const retracted = child(stanza, 'retracted', NS.retract);
  const id = attr(retract, 'id');
  const reason = text(child(retract, 'reason', NS.retract)).slice(0, 500);
  return {
    retract: moderated ? '' : id,
    moderated: moderated ? { id, by: bare(attr(moderated, 'by')), reason } : null,
    tombstone: retracted ? { by: child(retracted, 'moderated', NS.moderate) ? 'moderator' : 'author', at: Date.parse(attr(retracted, 'stamp')) || 0, reason: text(child(retracted, 'reason', NS.retract)).slice(0, 500) } : null,
  };
}

function reactionsOf(element: Xml | undefined): Read['reactions'] {
  if (!element) return null;
  const emoji = children(element, 'reaction', NS.reactions).map((each) => text(each).trim()).filter((each) => each && each.length <= 32);
  return { id: attr(element, 'id'), emoji: [...new Set(emoji)].slice(0, MOST_REACTIONS) };
}

/** A reply without the quotation that it carries for clients that know no replies (XEP-0461 section 3.1, XEP-0428). */
function withoutQuote(stanza: Xml, body: string, isReply: boolean): { rest: string; quoted: string } {
  const fallback = isReply ? children(stanza, 'fallback', NS.fallback).find((each) => attr(each, 'for') === NS.reply) : undefined;
  const part = child(fallback, 'body', NS.fallback);
  if (!fallback || !part) return { rest: body, quoted: '' };
  const letters = [...body];
  const start = Number(attr(part, 'start') || 0);
  const end = Number(attr(part, 'end') || letters.length);
  if (!(start >= 0 && end > start && end <= letters.length)) return { rest: body, quoted: '' };
  const quoted = letters.slice(start, end).join('').replace(/^>\s?/gm, '').trim();
  return { rest: [...letters.slice(0, start), ...letters.slice(end)].join(''), quoted: quoted.slice(0, 300) };
}
