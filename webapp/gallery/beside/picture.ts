/** A picture made here, so that the gallery needs no files. */
export async function picture(width: number, height: number): Promise<string> {
  const canvas = new OffscreenCanvas(width, height);
  const pen = canvas.getContext('2d')!;
  const sky = pen.createLinearGradient(0, 0, 0, height);
  sky.addColorStop(0, '#7fb2e5');
  sky.addColorStop(1, '#f6d7b0');
  pen.fillStyle = sky;
  pen.fillRect(0, 0, width, height);
  for (const [shade, base, step] of [['#5b7f95', 0.55, 0.08], ['#3c5a63', 0.68, 0.06], ['#22393b', 0.82, 0.05]] as const) {
    pen.fillStyle = shade;
    pen.beginPath();
    pen.moveTo(0, height);
    for (let x = 0; x <= width; x += 4) pen.lineTo(x, height * (base + step * Math.sin(x / 61 + base * 40) + step * 0.6 * Math.sin(x / 23 + base * 9)));
    pen.lineTo(width, height);
    pen.fill();
  }
  return URL.createObjectURL(await canvas.convertToBlob({ type: 'image/png' }));
}
