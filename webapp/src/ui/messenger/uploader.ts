/** Sends files from a page, and tells how far each is. */
import type { Uploaded, Uploader } from '../../core/types';

export const uploader: Uploader = {
  put(url, headers, file, progress, signal): Promise<Uploaded> {
    return new Promise((done, failed) => {
      const request = new XMLHttpRequest();
      request.open('PUT', url);
      for (const [name, value] of Object.entries(headers)) if (name !== 'Cookie') request.setRequestHeader(name, value);
      if (file.type) request.setRequestHeader('Content-Type', file.type);
      request.upload.onprogress = ({ loaded }) => progress(loaded);
      request.onload = () => done({ status: request.status, said: request.responseText.slice(0, 1000).trim(), state: stateOf(request.getResponseHeader('X-Casemate-State')) });
      request.onerror = request.ontimeout = () => failed(new Error('the upload was cut off'));
      request.onabort = () => failed(new DOMException('the upload was cancelled', 'AbortError'));
      signal.addEventListener('abort', () => request.abort());
      request.send(file);
    });
  },
};

function stateOf(told: string | null): Uploaded['state'] {
  return told === 'held' || told === 'refused' || told === 'checking' ? told : 'ready';
}
