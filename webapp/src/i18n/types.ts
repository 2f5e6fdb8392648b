/** What a catalogue holds: a text with places like `{name}`, or one text for each plural form of `{count}`. */
export type Plural = Partial<Record<Intl.LDMLPluralRule, string>> & { readonly other: string };
export type Text = string | Plural;

/** The places in a text. */
type PlacesOf<S> = S extends `${string}{${infer Name}}${infer Rest}` ? Name | PlacesOf<Rest> : never;
type TextOf<T> = T extends string ? T : T extends { readonly other: infer S } ? S : never;
export type Places<T> = PlacesOf<TextOf<T>>;

/** What has to be given with a key: nothing where its text has no places. */
export type Given<T> = [Places<T>] extends [never] ? [] : [places: Readonly<Record<Places<T>, string | number>>];

/** Another language's catalogue: the same keys, plurals where the first has plurals. */
export type Translation<C> = { readonly [K in keyof C]: C[K] extends string ? string : Plural };
