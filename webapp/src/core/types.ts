/**
 * What the core tells the rest of the app, and what the rest asks of it. No DOM, no Svelte: plain data and events.
 *
 * Everything here is immutable from outside: the core hands out fresh objects when something has changed, so that a view can compare
 * by identity. Times are milliseconds since the epoch. A `Jid` is a bare address unless its name says otherwise.
 */

export type Jid = string;
export type Unsubscribe = () => void;

/** What `GET /api/v1/session` says of somebody who is signed in. */
export interface SignedIn {
  readonly person: { readonly jid: Jid; readonly name: string; readonly role: Role; readonly tenant: string; readonly permissions: readonly string[] };
  readonly session: { readonly id: number; readonly expires: number; readonly idle: number; readonly strong: boolean; readonly fresh_until: number };
  readonly websocket: string;
  readonly upload_limit: number;
  readonly features: { readonly drafts: boolean };
  readonly second_factor: { readonly required: boolean; readonly grace_until: number | null };
}
export type Role = 'employee' | 'reviewer' | 'administrator' | 'auditor' | 'owner';

/** Gives a fresh single-use token for the WebSocket, or throws `SignedOut`. */
export type TokenSource = () => Promise<{ token: string; jid: Jid; websocket: string }>;
export class SignedOut extends Error {}

// ---------------------------------------------------------------- connection

export type Connection =
  | { readonly state: 'connecting'; readonly since: number }
  | { readonly state: 'online'; readonly since: number; readonly resumed: boolean }
  | { readonly state: 'offline'; readonly since: number; readonly nextTry: number | null }
  | { readonly state: 'signed-out'; readonly reason: string };

export type Availability = 'available' | 'away' | 'dnd' | 'offline';
export interface Presence {
  readonly availability: Availability;
  readonly status: string;
}

// ---------------------------------------------------------------- people and conversations

export interface Profile {
  readonly jid: Jid;
  readonly name: string;
  readonly avatar: string | null; // a blob: or data: address made by the core's `blobs`
  readonly title: string;
  readonly email: string;
  readonly external: boolean;
}

export interface Contact extends Profile {
  readonly presence: Presence;
  readonly subscription: 'none' | 'to' | 'from' | 'both' | 'remove';
  readonly asked: boolean; // we asked them
  readonly asking: boolean; // they ask us
}

export type Notify = 'all' | 'mentions' | 'none';

export interface Conversation {
  readonly id: Jid; // the bare address of the person or the room
  readonly kind: 'direct' | 'room';
  readonly name: string;
  readonly topic: string;
  readonly avatar: string | null;
  readonly presence: Presence | null; // of the person, in a direct one
  readonly unread: number;
  readonly mentions: number;
  readonly markedUnread: boolean;
  readonly lastActivity: number;
  readonly lastText: string; // one line, as the list shows it
  readonly pinned: boolean;
  readonly muted: boolean;
  readonly notify: Notify;
  readonly draft: string;
  readonly typing: readonly string[]; // names
  readonly outside: Outside;
  readonly room: RoomState | null;
}

/** Who is in it from outside the organisation; `domains` is empty when nobody is. */
export interface Outside {
  readonly people: number;
  readonly domains: readonly string[];
}

export interface RoomState {
  readonly joined: boolean;
  readonly joining: boolean;
  readonly problem: string; // why it can't be entered, in words; '' if nothing is wrong
  readonly nick: string;
  readonly affiliation: 'owner' | 'admin' | 'member' | 'none' | 'outcast';
  readonly role: 'moderator' | 'participant' | 'visitor' | 'none';
  readonly occupants: readonly Occupant[];
  readonly membersOnly: boolean;
  readonly hidden: boolean;
}

export interface Occupant {
  readonly nick: string;
  readonly jid: Jid | null;
  readonly occupantId: string;
  readonly affiliation: RoomState['affiliation'];
  readonly role: RoomState['role'];
  readonly presence: Presence;
  readonly external: boolean;
  readonly avatar: string | null;
}

export interface RoomListing {
  readonly jid: Jid;
  readonly name: string;
  readonly description: string;
  readonly occupants: number | null;
  readonly membersOnly: boolean;
  readonly joined: boolean;
}

// ---------------------------------------------------------------- messages

/** From the sender's side; of others' messages it is always 'delivered'. */
export type MessageState =
  | 'sending' // not acknowledged
  | 'checking' // acknowledged, its file or link is still being inspected
  | 'sent' // acknowledged
  | 'delivered' // a receipt came
  | 'read' // a displayed marker came
  | 'coached' // the server asks the sender to look again: not sent
  | 'held' // a reviewer decides
  | 'stopped' // refused
  | 'released' // a reviewer let it pass
  | 'failed'; // never reached the server, or it can't be delivered: retry

export interface Message {
  readonly id: string; // the key in this conversation: stable from the local echo on (origin-id for own, stanza-id for others)
  readonly stanzaId: string | null; // XEP-0359, once known
  readonly conversation: Jid;
  readonly from: Author;
  readonly mine: boolean;
  readonly at: number;
  readonly body: string;
  readonly kind: 'text' | 'system'; // system: "Bob joined", a subject that changed
  readonly state: MessageState;
  readonly edited: number | null;
  readonly recalled: Recall | null; // a tombstone
  readonly reply: { readonly id: string; readonly author: string; readonly text: string } | null;
  readonly reactions: readonly Reaction[];
  readonly mentionsMe: boolean;
  readonly file: FileCard | null;
  readonly links: readonly LinkShown[];
  readonly verdict: Verdict | null; // why it was coached, masked, held, stopped; or the notice under a delivered one
  readonly external: boolean;
}

export interface Author {
  readonly jid: Jid | null; // the real bare address where it is known
  readonly nick: string; // the name shown
  readonly occupantId: string | null;
  readonly avatar: string | null;
  readonly external: boolean;
}

export interface Recall {
  readonly by: 'author' | 'moderator' | 'casemate';
  readonly at: number;
  readonly reason: string;
}

export interface Reaction {
  readonly emoji: string;
  readonly count: number;
  readonly mine: boolean;
  readonly names: readonly string[];
}

export interface FoundInText {
  readonly id: string; // of the finding, as the policy names it
  readonly title: string; // "a card number"
  readonly why: string; // why it matters here
  readonly excerpt: string; // masked
  readonly part: string; // 'body', or a file's name
  readonly start: number; // in code points of the body; -1 if unknown
  readonly end: number;
}

export type Way = 'mask' | 'email' | 'edit' | 'confirm';

export interface Verdict {
  readonly action: 'notice' | 'redact' | 'coach' | 'email' | 'hold' | 'block';
  readonly text: string; // what the policy says
  readonly findings: readonly FoundInText[];
  readonly gaps: readonly { readonly kind: string; readonly part: string }[];
  readonly outside: readonly string[]; // domains of recipients that are not ours
  readonly code: string; // with which it may be sent anyway; '' if it may not
  readonly masked: string | null; // the text with what was found masked
  readonly ways: readonly Way[];
}

export interface LinkShown {
  readonly url: string;
  readonly start: number; // UTF-16 offsets in the body
  readonly end: number;
  readonly domain: string; // registrable domain, or the host of an address
  readonly misleading: boolean; // the text names another domain than the address
  readonly state: 'unknown' | 'careful' | 'stopped';
}

export type FileState =
  | { readonly name: 'uploading'; readonly sent: number; readonly total: number }
  | { readonly name: 'checking' }
  | { readonly name: 'ready' }
  | { readonly name: 'disarmed'; readonly url: string }
  | { readonly name: 'held'; readonly reason: string }
  | { readonly name: 'refused'; readonly reason: string }
  | { readonly name: 'failed'; readonly reason: string }
  | { readonly name: 'cancelled' }
  | { readonly name: 'expired' };

export interface FileCard {
  readonly name: string;
  readonly type: string;
  readonly size: number | null;
  readonly sha256: string | null; // hex
  readonly url: string | null; // https
  readonly preview: 'image' | 'audio' | 'video' | 'pdf' | 'none';
  readonly state: FileState;
}

/** What the composer shows while somebody types. */
export type DraftHint = { readonly verdict: Verdict } | null;

export interface SearchHit {
  readonly conversation: Jid;
  readonly message: Message;
}

/** A page of a conversation, oldest first; what is loaded is always one unbroken piece that ends at the newest message. */
export interface Timeline {
  readonly conversation: Jid;
  readonly messages: readonly Message[];
  readonly complete: boolean; // nothing older exists
  readonly loading: boolean;
  readonly firstUnread: string | null; // message id of the unread line
}

export type ReportReason = 'spam' | 'abuse' | 'phishing' | 'confidential' | 'other';

/** Where the core keeps what it keeps; the browser's is IndexedDB with a key that is gone after sign-out, tests have one in memory. */
export interface Settings {
  readonly theme: 'system' | 'light' | 'dark' | 'contrast';
  readonly language: string; // '' follows the browser
  readonly notifications: boolean;
  readonly notificationContent: boolean;
  readonly sendOnEnter: boolean;
  readonly quietFrom: string; // "22:00", '' for never
  readonly quietUntil: string;
  readonly sendReadMarks: boolean;
}

// ---------------------------------------------------------------- the messenger

export interface Events {
  connection: Connection;
  conversations: readonly Conversation[]; // sorted: pinned, then newest activity
  timeline: Timeline; // of the conversation that has changed
  contacts: readonly Contact[];
  requests: readonly Contact[]; // who asks to be a contact
  me: Profile & { readonly presence: Presence };
  settings: Settings;
  incoming: { readonly conversation: Conversation; readonly message: Message }; // deserves a notification
  invited: { readonly room: Jid; readonly from: Jid; readonly reason: string };
}

export interface Messenger {
  on<K extends keyof Events>(event: K, listener: (value: Events[K]) => void): Unsubscribe;

  /** Connect, and stay connected until `stop`. */
  start(): Promise<void>;
  /** Leave; `forget` wipes what is kept on this machine. */
  stop(options: { forget: boolean }): Promise<void>;
  /** Try again now. */
  reconnect(): void;

  readonly connection: Connection;
  readonly conversations: readonly Conversation[];
  readonly contacts: readonly Contact[];
  readonly requests: readonly Contact[];
  readonly me: Events['me'];
  readonly settings: Settings;

  /** Show a conversation: loads the newest page, joins the room if need be, marks nothing read. */
  open(conversation: Jid): Promise<Timeline>;
  timeline(conversation: Jid): Timeline;
  loadOlder(conversation: Jid): Promise<void>;
  /** Load until a message (by id, or the first at or after a time) is in the timeline; gives its id, or null if there is none. */
  loadUntil(conversation: Jid, target: { id: string } | { at: number }): Promise<string | null>;
  markRead(conversation: Jid): void;
  markUnread(conversation: Jid, message: string): void;
  setActive(conversation: Jid | null, visible: boolean): void; // for typing, unread and CSI

  send(conversation: Jid, text: string, options?: SendOptions): string; // gives the message's id; state follows by `timeline`
  edit(conversation: Jid, message: string, text: string): void;
  retract(conversation: Jid, message: string): void;
  moderate(conversation: Jid, message: string, reason: string): Promise<void>;
  react(conversation: Jid, message: string, emoji: string): void; // toggles
  retry(conversation: Jid, message: string): void;
  discard(conversation: Jid, message: string): void; // an own one that was not sent
  /** Answer a coaching card. */
  confirm(conversation: Jid, message: string, reason: string): Promise<void>;
  sendMasked(conversation: Jid, message: string): void;
  report(conversation: Jid, message: string, reason: ReportReason, text: string): Promise<void>;

  sendFile(conversation: Jid, file: Blob, name: string, caption?: string): string;
  cancelUpload(conversation: Jid, message: string): void;

  typing(conversation: Jid, composing: boolean): void;
  setDraft(conversation: Jid, text: string): void;
  checkDraft(conversation: Jid, text: string): Promise<DraftHint>;

  pin(conversation: Jid, pinned: boolean): void;
  mute(conversation: Jid, muted: boolean): void;
  setNotify(conversation: Jid, notify: Notify): void;
  hide(conversation: Jid): void;

  rooms(query: string): Promise<readonly RoomListing[]>;
  createRoom(options: { name: string; description: string; membersOnly: boolean; hidden: boolean; invite: readonly Jid[] }): Promise<Jid>;
  join(room: Jid, password?: string): Promise<void>;
  leave(room: Jid): Promise<void>;
  invite(room: Jid, people: readonly Jid[], reason: string): Promise<void>;
  setTopic(room: Jid, topic: string): Promise<void>;
  setAffiliation(room: Jid, person: Jid, affiliation: RoomState['affiliation']): Promise<void>;
  kick(room: Jid, nick: string, reason: string): Promise<void>;
  destroyRoom(room: Jid, reason: string): Promise<void>;

  addContact(person: Jid): Promise<void>;
  answerRequest(person: Jid, accept: boolean): Promise<void>;
  removeContact(person: Jid): Promise<void>;
  block(person: Jid, blocked: boolean): Promise<void>;
  directory(query: string): Promise<readonly Profile[]>;
  profile(person: Jid): Promise<Profile>;
  setProfile(changes: { name?: string; title?: string; avatar?: Blob | null }): Promise<void>;
  setPresence(presence: Presence): void;
  setSettings(changes: Partial<Settings>): void;

  search(query: string, conversation?: Jid): Promise<readonly SearchHit[]>;
  files(conversation: Jid): readonly Message[];
  pins(conversation: Jid): readonly string[];
  setPin(conversation: Jid, message: string, pinned: boolean): Promise<void>;
}

/** Sends a file's bytes; the browser's tells how far it is. */
export interface Uploader {
  put(url: string, headers: Readonly<Record<string, string>>, file: Blob, progress: (sent: number) => void, signal: AbortSignal): Promise<Uploaded>;
}
export interface Uploaded {
  readonly status: number;
  readonly said: string; // the server's sentence
  readonly state: 'ready' | 'checking' | 'held' | 'refused';
}

export interface SendOptions {
  readonly reply?: string; // message id
  readonly mentions?: readonly { readonly start: number; readonly end: number; readonly jid: Jid }[]; // code points
}
