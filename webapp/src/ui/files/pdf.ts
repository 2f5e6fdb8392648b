/**
 * Showing a PDF without trusting it. The server hands PDFs out to be saved only, so the page fetches the bytes itself and gives them to the
 * browser's own viewer under the type `application/pdf`, which a blob: address keeps whatever the bytes are: they can't become a page of this
 * origin. Chromium shows nothing in a frame with the `sandbox` attribute (crbug.com/271452), so the frame has none; the viewer runs in
 * a process of its own, apart from this page, and its documents reach neither this page nor its cookies. Where the browser has no viewer, the file is saved.
 */
const MOST = 64 * 1024 * 1024; // bytes; more is for a program, not for an overlay

export class NoPreview extends Error {}

/** A blob: address of the PDF at `url`; to be revoked when it is not shown any more. */
export async function pdfAddress(url: string, signal: AbortSignal): Promise<string> {
  if (!navigator.pdfViewerEnabled) throw new NoPreview('no viewer');
  const answer = await fetch(url, { signal, credentials: 'same-origin', referrerPolicy: 'no-referrer' });
  if (!answer.ok) throw new NoPreview(`status ${answer.status}`);
  if (Number(answer.headers.get('Content-Length') ?? 0) > MOST) throw new NoPreview('too large');
  const bytes = await answer.arrayBuffer();
  if (!isPdf(new Uint8Array(bytes, 0, Math.min(bytes.byteLength, 1024)))) throw new NoPreview('not a PDF');
  return URL.createObjectURL(new Blob([bytes], { type: 'application/pdf' }));
}

/** Whether a file begins as a PDF does: the header within the first 1,024 bytes (ISO 32000-1, annex H, note 13). */
export function isPdf(start: Uint8Array): boolean {
  return new TextDecoder('latin1').decode(start).includes('%PDF-');
}
