/** What the panel beside a conversation shows. */
import type { Jid, Message, Occupant } from '../../core/types';

export type PanelView = { readonly kind: 'details' } | { readonly kind: 'files' } | { readonly kind: 'pins' } | { readonly kind: 'search' } | { readonly kind: 'why'; readonly message: Message } | { readonly kind: 'person'; readonly jid: Jid };

const AFFILIATIONS = ['owner', 'admin', 'member', 'none', 'outcast'] as const;

/** People from outside first, since they are what one has to know of a room; then those who run it, then by name. */
export function sorted(occupants: readonly Occupant[], language: string): readonly Occupant[] {
  return [...occupants].sort(
    (a, b) => Number(b.external) - Number(a.external) || AFFILIATIONS.indexOf(a.affiliation) - AFFILIATIONS.indexOf(b.affiliation) || a.nick.localeCompare(b.nick, language),
  );
}

/** What somebody with this affiliation and role may do to an occupant (XEP-0045, tables 4 and 5). */
export function powers(mine: { readonly affiliation: Occupant['affiliation']; readonly role: Occupant['role'] }, other: Occupant): { readonly kick: boolean; readonly ban: boolean; readonly affiliations: readonly Occupant['affiliation'][] } {
  const below = AFFILIATIONS.indexOf(mine.affiliation) < AFFILIATIONS.indexOf(other.affiliation);
  const owner = mine.affiliation === 'owner';
  const admin = mine.affiliation === 'admin' && below;
  return {
    kick: mine.role === 'moderator' && (below || owner) && other.affiliation !== 'owner',
    ban: (owner && other.affiliation !== 'owner') || admin,
    affiliations: owner ? ['owner', 'admin', 'member', 'none'] : admin ? ['member', 'none'] : [],
  };
}
