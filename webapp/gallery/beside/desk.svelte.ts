/** A messenger in memory for what stands beside and over a conversation. Each answer takes a moment, as a server's does. */
import type { Availability, Contact, Conversation, Message, Messenger, Occupant, Profile, RoomState, Settings, Timeline, Verdict } from '../../src/core/types';
import type { Desk } from '../../src/ui/over/over.svelte';

const NOW = Date.now();
const HOUR = 3_600_000;
const here = (availability: Availability = 'available', status = '') => ({ availability, status });
const profile = (name: string, changes: Partial<Profile> = {}): Profile => ({ jid: `${name.split(' ')[0]!.toLowerCase()}@acme.example`, name, avatar: null, title: '', email: '', external: false, ...changes });

export const me = { ...profile('Mira Vogel', { title: 'Purchasing, Hamburg', email: 'mira.vogel@acme.example' }), presence: here('available', 'At the trade fair until Thursday') };
const names = ['Anna Klein', 'Jonas Weber', 'Chidi Okafor', 'Sofía Hernández', 'Yuki Tanaka', 'Lars Nyström', 'Amira Haddad'];
const titles = ['Sales', 'Warehouse', 'Engineering, Lagos', 'Legal', 'Design', 'IT', 'Customer care'];
const presences: Availability[] = ['available', 'away', 'dnd', 'offline', 'available', 'available', 'away'];
const contact = (one: Profile, presence = here(), changes: Partial<Contact> = {}): Contact => ({ ...one, presence, subscription: 'both', asked: false, asking: false, ...changes });
const pat = profile('Pat Murphy', { jid: 'pat@partner.example', external: true, title: 'Account manager' });
export const contacts: Contact[] = [...names.slice(0, 5).map((name, index) => contact(profile(name, { title: titles[index]!, email: `${name.split(' ')[0]!.toLowerCase()}@acme.example` }), here(presences[index], index === 2 ? 'In a workshop' : ''))), contact(pat, here('away'))];
const requests: Contact[] = [contact(profile('Robin Doyle', { jid: 'robin@customer.example', external: true }), here('offline'), { asking: true, subscription: 'none' })];
const directory = [...names, 'Tom Fischer', 'Grace Lin', 'Oluwaseun Adeyemi-Bartholomew of the Northern Region Office'].map((name, index) => profile(name, { title: titles[index] ?? 'Finance' }));

const occupant = (one: Profile, changes: Partial<Occupant> = {}): Occupant => ({ nick: one.name, jid: one.jid, occupantId: one.jid, affiliation: 'member', role: 'participant', presence: here(), external: one.external, avatar: null, ...changes });
const room: RoomState = {
  joined: true, joining: false, problem: '', nick: me.name, affiliation: 'owner', role: 'moderator', membersOnly: true, hidden: false,
  occupants: [occupant(me, { affiliation: 'owner', role: 'moderator' }), ...directory.slice(0, 4).map((one, index) => occupant(one, { affiliation: index === 0 ? 'admin' : 'member', presence: here(presences[index]) })), occupant(pat, { affiliation: 'none' }), occupant(profile('Dana Cole', { jid: 'dana@partner.example', external: true }), { affiliation: 'none', role: 'visitor' })],
};
const conversation = (id: string, name: string, changes: Partial<Conversation> = {}): Conversation => ({ id, kind: 'direct', name, topic: '', avatar: null, presence: here(), unread: 0, mentions: 0, markedUnread: false, lastActivity: NOW - HOUR, lastText: '', pinned: false, muted: false, notify: 'all', draft: '', typing: [], outside: { people: 0, domains: [] }, room: null, ...changes });
const conversations: Conversation[] = [
  conversation('warehouse@rooms.acme.example', 'Warehouse move', { kind: 'room', presence: null, topic: 'Everything until the keys are handed over on 30 June', outside: { people: 2, domains: ['partner.example'] }, room, unread: 4, pinned: true }),
  ...contacts.map((one, index) => conversation(one.jid, one.name, { presence: one.presence, lastActivity: NOW - index * HOUR, unread: index === 1 ? 2 : 0, outside: one.external ? { people: 1, domains: ['partner.example'] } : { people: 0, domains: [] }, draft: index === 0 ? 'About the offer: ' : '', muted: index === 3, notify: index === 3 ? 'mentions' : 'all' })),
  conversation('lunch@rooms.acme.example', 'Lunch', { kind: 'room', presence: null, notify: 'none', room: { ...room, affiliation: 'member', role: 'participant', membersOnly: false } }),
];

let count = 0;
export const message = (from: Profile, body: string, changes: Partial<Message> = {}): Message => ({ id: `m${count++}`, stanzaId: null, conversation: 'warehouse@rooms.acme.example', from: { jid: from.jid, nick: from.name, occupantId: from.jid, avatar: null, external: from.external }, mine: from.jid === me.jid, at: NOW - 30 * HOUR + count * 5_000_000, body, kind: 'text', state: 'delivered', edited: null, recalled: null, reply: null, reactions: [], mentionsMe: false, file: null, links: [], verdict: null, external: from.external, ...changes });
export const verdict: Verdict = { action: 'hold', text: 'This looks like a card number, and this conversation has people outside the company.', findings: [{ id: 'card', title: 'A card number', why: 'Whoever has it can pay with it.', excerpt: '4539 •••• •••• 6467', part: 'body', start: 0, end: 4 }, { id: 'iban', title: 'A bank account', why: 'It belongs to a customer.', excerpt: 'DE89 •••• 3000', part: 'accounts.csv', start: 0, end: 4 }], gaps: [{ kind: 'encrypted', part: 'list.zip' }], outside: ['partner.example'], code: '', masked: null, ways: [] };
const file = { name: 'Offer for the new warehouse.pdf', type: 'application/pdf', size: 1_240_000, sha256: '3f'.repeat(32), url: '/files/a.pdf', preview: 'pdf' as const, state: { name: 'ready' as const } };
export const held = message(me, 'The card is 4539 1488 0343 6467', { state: 'held', verdict });
export const strange = message(pat, 'Please confirm your password at https://acme.example.login.evil.example to see the plans.');
const messages: Message[] = [message(directory[0]!, 'The keys are handed over on 30 June at nine, and the old warehouse has to be empty by then.'), message(pat, 'Our offer for the racks, valid until Friday.', { file }), message(directory[1]!, 'Who orders the lorries for the warehouse?'), message(me, 'I do. Two on Monday, one on Tuesday.', { file: { ...file, name: 'Floor plan.png', type: 'image/png', preview: 'none', size: 320_000 } }), held, strange];
export const timeline: Timeline = { conversation: 'warehouse@rooms.acme.example', messages, complete: true, loading: false, firstUnread: null };

const soon = <T>(value: T): Promise<T> => new Promise((done) => setTimeout(() => done(value), 30));
const has = (text: string, query: string) => text.toLowerCase().includes(query.toLowerCase());

export function makeDesk(changes: Partial<{ empty: boolean; theme: Settings['theme']; language: string }> = {}): Desk {
  let settings = $state.raw<Settings>({ theme: changes.theme ?? 'system', language: changes.language ?? '', notifications: true, notificationContent: false, sendOnEnter: true, quietFrom: '19:00', quietUntil: '07:30', sendReadMarks: true });
  let own = $state.raw(me);
  const empty = changes.empty ?? false;
  const answers: Partial<Messenger> = {
    timeline: () => timeline,
    directory: (query) => soon(empty ? [] : directory.filter(({ name, jid }) => has(`${name} ${jid}`, query))),
    rooms: (query) => soon(empty ? [] : [['Warehouse move', 'Everything until the keys are handed over', 7, true, true], ['Lunch', '', 23, false, true], ['Sales', 'Leads, offers, contracts', 41, false, false], ['Engineering', 'Questions with code in them', 118, false, false], ['Board', '', 0, true, false]].map(([name, description, occupants, membersOnly, joined]) => ({ jid: `${String(name).toLowerCase()}@rooms.acme.example`, name, description, occupants, membersOnly, joined }) as never).filter(({ name }) => has(name, query))),
    search: (query) => soon(empty ? [] : messages.filter(({ body, file: attached }) => has(`${body} ${attached?.name ?? ''}`, query)).map((found) => ({ conversation: found.conversation, message: found }))),
    files: () => (empty ? [] : messages.filter(({ file: attached }) => attached)),
    pins: () => (empty ? [] : [messages[0]!.id, 'older']),
    profile: (jid) => soon([...contacts, ...directory, me].find((one) => one.jid === jid) ?? profile(jid)),
    setSettings: (given) => void (settings = { ...settings, ...given }),
    setPresence: (presence) => void (own = { ...own, presence }),
  };
  const messenger = new Proxy(answers, { get: (target, name) => target[name as keyof Messenger] ?? (name === 'me' ? own : name === 'settings' ? settings : () => soon(undefined)) }) as Messenger;
  return {
    messenger,
    get settings() { return settings; },
    get me() { return own; },
    conversations: empty ? [] : conversations,
    contacts: empty ? [] : contacts,
    requests: empty ? [] : requests,
    current: 'warehouse@rooms.acme.example',
    open: () => {},
    signOut: () => soon(undefined),
  };
}
