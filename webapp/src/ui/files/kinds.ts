/** What a file is, by the type that inspection found in its content (its name decides only where no type is known), and how it is written. */

export type Kind = 'image' | 'audio' | 'video' | 'pdf' | 'text' | 'document' | 'sheet' | 'slides' | 'archive' | 'code' | 'other';

const TYPES: readonly (readonly [RegExp, Kind])[] = [
  [/^image\//, 'image'],
  [/^audio\//, 'audio'],
  [/^video\//, 'video'],
  [/^application\/pdf$/, 'pdf'],
  [/spreadsheet|ms-excel|^text\/csv$/, 'sheet'],
  [/presentation|ms-powerpoint/, 'slides'],
  [/wordprocessing|msword|opendocument\.text|rtf$/, 'document'],
  [/zip|x-tar|x-7z|rar|gzip|x-bzip2|x-xz|zstd/, 'archive'],
  [/json|xml|javascript|x-python|x-sh|html|css$/, 'code'],
  [/^text\//, 'text'],
];
const ENDINGS: readonly (readonly [RegExp, Kind])[] = [
  [/\.(png|jpe?g|gif|webp|avif|bmp|svg|heic|tiff?)$/i, 'image'],
  [/\.(mp3|m4a|aac|ogg|opus|flac|wav)$/i, 'audio'],
  [/\.(mp4|webm|mov|mkv|avi)$/i, 'video'],
  [/\.pdf$/i, 'pdf'],
  [/\.(xlsx?|xlsm|ods|csv)$/i, 'sheet'],
  [/\.(pptx?|pptm|odp)$/i, 'slides'],
  [/\.(docx?|docm|odt|rtf)$/i, 'document'],
  [/\.(zip|tar|gz|tgz|7z|rar|bz2|xz|zst)$/i, 'archive'],
  [/\.(json|xml|ya?ml|js|ts|py|sh|html?|css|sql|toml)$/i, 'code'],
  [/\.(txt|md|log)$/i, 'text'],
];

export function kindOf(type: string, name: string): Kind {
  const known = type.includes('/') && type !== 'application/octet-stream';
  const [rows, text] = known ? [TYPES, type.toLowerCase()] : [ENDINGS, name];
  return rows.find(([pattern]) => pattern.test(text))?.[1] ?? 'other';
}

/** Bytes as people read them: "840 byte", "1.2 MB". */
export function sizeText(bytes: number, region: string): string {
  const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const;
  let index = 0;
  let value = bytes;
  while (value >= 999.5 && index < units.length - 1) {
    value /= 1000;
    index++;
  }
  return new Intl.NumberFormat(region, { style: 'unit', unit: units[index] ?? 'byte', unitDisplay: index === 0 ? 'long' : 'short', maximumFractionDigits: value < 10 && index > 0 ? 1 : 0 }).format(value);
}

/** The first and last letters of a SHA-256: enough to compare by eye, too few to be mistaken for the whole. */
export function shortHash(hex: string): string {
  return `${hex.slice(0, 8)}…${hex.slice(-4)}`;
}

/** A name in two parts, so that a long one is cut in its stem and its ending is always seen: "report-final" + ".pdf". */
export function nameParts(name: string): readonly [stem: string, ending: string] {
  const dot = name.lastIndexOf('.');
  const ending = dot > 0 && name.length - dot <= 8 ? dot : name.length;
  return [name.slice(0, ending), name.slice(ending)];
}

/** Whether an address is this server's own. From anywhere else nothing is fetched to be shown: that would tell who reads, and when. */
export function ours(url: string, origin: string): boolean {
  try {
    const at = new URL(url, origin);
    return at.protocol === 'blob:' || at.origin === origin;
  } catch {
    return false;
  }
}
