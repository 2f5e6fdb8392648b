import { expect, test } from 'vitest';

import { isPdf, mayRun } from './pdf';

const bytes = (text: string) => Uint8Array.from(text, (letter) => letter.charCodeAt(0));

async function withObjectStream(content: string, filter = '/Filter/FlateDecode'): Promise<Uint8Array> {
  const packed = new Uint8Array(await new Response(new Blob([content]).stream().pipeThrough(new CompressionStream('deflate'))).arrayBuffer());
  return new Uint8Array([...bytes(`%PDF-1.7\n1 0 obj\n<</Type/ObjStm/N 1/First 4${filter}/Length ${packed.length}>>\nstream\r\n`), ...packed, ...bytes('\nendstream\nendobj\n%%EOF')]);
}

test('a PDF is known by its header, wherever in the first kilobyte it stands', () => {
  expect(isPdf(bytes('%PDF-1.7\n'))).toBe(true);
  expect(isPdf(bytes('\r\n junk %PDF-2.0'))).toBe(true);
  expect(isPdf(bytes('<html><script>'))).toBe(false);
  expect(isPdf(new Uint8Array())).toBe(false);
});

test('a document without scripts may be shown', async () => {
  expect(await mayRun(bytes('%PDF-1.4\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n2 0 obj\n<</Length 4>>stream\nBT ET\nendstream'))).toBe(false);
  expect(await mayRun(await withObjectStream('1 0 <</Type/Catalog/Pages 2 0 R/JSX 1>>'))).toBe(false);
});

test('scripts are seen in the clear, with their names in hex, and in object streams', async () => {
  expect(await mayRun(bytes('%PDF-1.4 <</S/JavaScript/JS(app.alert\\(1\\))>>'))).toBe(true);
  expect(await mayRun(bytes('%PDF-1.4 <</S/J#61va#53cript /J#53 3 0 R>>'))).toBe(true);
  expect(await mayRun(bytes('%PDF-1.4 <</AcroForm<</XFA 3 0 R>>>>'))).toBe(true);
  expect(await mayRun(await withObjectStream('1 0 <</OpenAction<</S/JavaScript/JS(x)>>>>'))).toBe(true);
});

test('what can not be looked into is not shown', async () => {
  expect(await mayRun(bytes('%PDF-1.4 trailer <</Encrypt 3 0 R>>'))).toBe(true);
  expect(await mayRun(await withObjectStream('1 0 <<>>', '/Filter[/ASCIIHexDecode/FlateDecode]'))).toBe(true);
  expect(await mayRun(bytes('%PDF-1.7 1 0 obj <</Type/Obj#53tm/Filter/FlateDecode>>stream\nnot deflated'))).toBe(true);
});
