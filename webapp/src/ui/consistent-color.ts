/** Colours that are the same for somebody wherever they appear (XEP-0392 1.0, section 5.1). */

/** The angle on the colour circle, in degrees, for a text such as a bare address. */
export function hue(text: string): number {
  const [low = 0, high = 0] = sha1(new TextEncoder().encode(text));
  return ((low + high * 256) / 65536) * 360;
}

/** The first bytes of SHA-1, here because the browser's own can only be awaited. It is no secret and guards nothing. */
function sha1(data: Uint8Array): Uint8Array {
  const length = data.length;
  const padded = new Uint8Array(((length + 8) >> 6) * 64 + 64);
  padded.set(data);
  padded[length] = 0x80;
  const view = new DataView(padded.buffer);
  view.setUint32(padded.length - 8, Math.floor(length / 0x20000000));
  view.setUint32(padded.length - 4, length << 3);
  let [h0, h1, h2, h3, h4] = [0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0];
  const w = new Int32Array(80);
  for (let block = 0; block < padded.length; block += 64) {
    for (let i = 0; i < 16; i++) w[i] = view.getInt32(block + i * 4);
    for (let i = 16; i < 80; i++) w[i] = turned(at(w, i - 3) ^ at(w, i - 8) ^ at(w, i - 14) ^ at(w, i - 16), 1);
    let [a, b, c, d, e] = [h0, h1, h2, h3, h4];
    for (let i = 0; i < 80; i++) {
      const [f, k] = round(i, b, c, d);
      const next = (turned(a, 5) + f + e + k + at(w, i)) | 0;
      [a, b, c, d, e] = [next, a, turned(b, 30), c, d];
    }
    [h0, h1, h2, h3, h4] = [(h0 + a) | 0, (h1 + b) | 0, (h2 + c) | 0, (h3 + d) | 0, (h4 + e) | 0];
  }
  const digest = new DataView(new ArrayBuffer(20));
  [h0, h1, h2, h3, h4].forEach((part, i) => digest.setInt32(i * 4, part));
  return new Uint8Array(digest.buffer);
}

function round(i: number, b: number, c: number, d: number): readonly [number, number] {
  if (i < 20) return [(b & c) | (~b & d), 0x5a827999];
  if (i < 40) return [b ^ c ^ d, 0x6ed9eba1];
  if (i < 60) return [(b & c) | (b & d) | (c & d), 0x8f1bbcdc];
  return [b ^ c ^ d, 0xca62c1d6];
}

function turned(value: number, by: number): number {
  return (value << by) | (value >>> (32 - by));
}

function at(words: Int32Array, index: number): number {
  return words[index] ?? 0;
}
