/**
 * Showing a PDF without trusting it. The server hands PDFs out to be saved only, so the page fetches the bytes itself and gives them to the
 * browser's own viewer under the type `application/pdf`, which a blob: address keeps whatever the bytes are: they can't become a page of this
 * origin. Chromium's viewer does not start in a frame with the `sandbox` attribute, so the frame has none; and its viewer runs the scripts
 * of a document (they reach neither page nor cookies, but may open dialogs), in a frame as in a tab. So no document that has
 * scripts is shown at all: it is for saving. Nor is one shown where the browser has no viewer.
 */
const MOST = 64 * 1024 * 1024; // bytes; more is for a program, not for an overlay
const INFLATED_MOST = 16 * 1024 * 1024; // bytes of one object stream; what is more is no document but a bomb
const ACTIVE = /\/(?:JavaScript|JS|XFA|Launch|Rendition|RichMedia|Encrypt)(?![A-Za-z0-9])/;

export class NoPreview extends Error {}

/** A blob: address of the PDF at `url`; to be revoked when it is not shown any more. */
export async function pdfAddress(url: string, signal: AbortSignal): Promise<string> {
  if (!navigator.pdfViewerEnabled) throw new NoPreview('no viewer');
  const answer = await fetch(url, { signal, credentials: 'same-origin', referrerPolicy: 'no-referrer' });
  if (!answer.ok) throw new NoPreview(`status ${answer.status}`);
  if (Number(answer.headers.get('Content-Length') ?? 0) > MOST) throw new NoPreview('too large');
  const bytes = new Uint8Array(await answer.arrayBuffer());
  if (!isPdf(bytes)) throw new NoPreview('not a PDF');
  if (await mayRun(bytes)) throw new NoPreview('active parts');
  return URL.createObjectURL(new Blob([bytes], { type: 'application/pdf' }));
}

/** Whether a file begins as a PDF does: the header within the first 1,024 bytes (ISO 32000-1, annex H, note 13). */
export function isPdf(bytes: Uint8Array): boolean {
  return latin(bytes.subarray(0, 1024)).includes('%PDF-');
}

/**
 * Whether a document has scripts, or is written so that nobody can tell: names of actions stand in the clear or in object streams
 * (ISO 32000-1, section 7.5.7), nowhere else. An encrypted one is not looked into.
 */
export async function mayRun(bytes: Uint8Array): Promise<boolean> {
  const text = latin(bytes);
  if (ACTIVE.test(plainNames(text))) return true;
  for (const { index } of text.matchAll(/stream\r?\n/g)) {
    if (text.slice(index - 3, index) === 'end') continue;
    const head = plainNames(text.slice(Math.max(text.lastIndexOf('obj', index), index - 4096, 0), index));
    if (!/\/ObjStm(?![A-Za-z0-9])/.test(head)) continue;
    const start = index + (text[index + 6] === '\r' ? 8 : 7);
    const inside = onlyDeflated(head) ? await inflated(bytes.subarray(start, streamEnd(text, head, start))) : null;
    if (inside === null || ACTIVE.test(plainNames(inside))) return true;
  }
  return false;
}

/** `/J#61vaScript` is `/JavaScript` (ISO 32000-1, section 7.3.5). */
function plainNames(text: string): string {
  return text.replace(/#([0-9A-Fa-f]{2})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
}

function onlyDeflated(head: string): boolean {
  return /\/Filter\s*(?:\/FlateDecode|\[\s*\/FlateDecode\s*\])/.test(head) && !/\/DecodeParms/.test(head);
}

/** Where a stream ends: after its length, where that is written beside it, or before the line end of `endstream`. */
function streamEnd(text: string, head: string, start: number): number {
  const length = /\/Length\s+(\d+)(?!\s+\d+\s+R)/.exec(head)?.[1];
  if (length !== undefined && /^\s*endstream/.test(text.slice(start + Number(length), start + Number(length) + 16))) return start + Number(length);
  const end = text.indexOf('endstream', start);
  return end - (/\r?\n$/.exec(text.slice(end - 2, end))?.[0].length ?? 0);
}

/** What a zlib stream holds; null if it can't be read to its end, or is too much. */
async function inflated(bytes: Uint8Array): Promise<string | null> {
  const reader = new Blob([bytes as Uint8Array<ArrayBuffer>]).stream().pipeThrough(new DecompressionStream('deflate')).getReader();
  let text = '';
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      text += latin(value);
      if (text.length > INFLATED_MOST) return null;
    }
  } catch {
    return null;
  }
  return text;
}

function latin(bytes: Uint8Array): string {
  return new TextDecoder('latin1').decode(bytes);
}
