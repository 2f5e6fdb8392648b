/** Elements as plain data: what goes over the wire, without the library that carries it. */

export interface Xml {
  readonly name: string;
  /** The namespace that it is in. */
  readonly ns: string;
  readonly attrs: Readonly<Record<string, string>>;
  readonly children: readonly (Xml | string)[];
}

type Child = Xml | string | null | undefined | false;

/** An element; attributes that are undefined or null are left out, as are children that are nothing. */
export function x(name: string, ns: string, attrs: Readonly<Record<string, string | number | undefined | null>> = {}, ...children: readonly Child[]): Xml {
  const given: Record<string, string> = {};
  for (const [key, value] of Object.entries(attrs)) if (value !== undefined && value !== null) given[key] = String(value);
  return { name, ns, attrs: given, children: children.filter((child): child is Xml | string => child !== null && child !== undefined && child !== false && child !== '') };
}

/** The first child of that name and namespace. */
export function child(parent: Xml | undefined, name: string, ns: string): Xml | undefined {
  return parent?.children.find((each): each is Xml => typeof each !== 'string' && each.name === name && each.ns === ns);
}

/** All children of that name and namespace. */
export function children(parent: Xml | undefined, name: string, ns: string): Xml[] {
  return parent?.children.filter((each): each is Xml => typeof each !== 'string' && each.name === name && each.ns === ns) ?? [];
}

/** All children that are elements. */
export function elements(parent: Xml | undefined): Xml[] {
  return parent?.children.filter((each): each is Xml => typeof each !== 'string') ?? [];
}

/** The element at the end of a path of names and namespaces. */
export function at(parent: Xml | undefined, ...path: readonly (readonly [name: string, ns: string])[]): Xml | undefined {
  return path.reduce<Xml | undefined>((found, [name, ns]) => child(found, name, ns), parent);
}

/** The text directly inside. */
export function text(element: Xml | undefined): string {
  return element?.children.filter((each) => typeof each === 'string').join('') ?? '';
}

/** An attribute; '' if there is none. */
export function attr(element: Xml | undefined, name: string): string {
  const value = element?.attrs[name];
  return typeof value === 'string' ? value : '';
}
