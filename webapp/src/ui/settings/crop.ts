/** The square of a picture that becomes an avatar. All in the picture's own pixels. */

export interface Crop {
  readonly x: number;
  readonly y: number;
  readonly side: number;
}
interface Size {
  readonly width: number;
  readonly height: number;
}

/** The largest square in the middle. */
export function middle({ width, height }: Size): Crop {
  const side = Math.min(width, height);
  return { x: (width - side) / 2, y: (height - side) / 2, side };
}

/** The square moved, without leaving the picture. */
export function moved(crop: Crop, picture: Size, dx: number, dy: number): Crop {
  return within({ ...crop, x: crop.x + dx, y: crop.y + dy }, picture);
}

/** The square at a zoom (1 is the largest square), around the same middle as before. */
export function zoomed(crop: Crop, picture: Size, zoom: number): Crop {
  const side = Math.min(picture.width, picture.height) / Math.max(zoom, 1);
  const shift = (crop.side - side) / 2;
  return within({ x: crop.x + shift, y: crop.y + shift, side }, picture);
}

function within(crop: Crop, { width, height }: Size): Crop {
  return { ...crop, x: clamp(crop.x, width - crop.side), y: clamp(crop.y, height - crop.side) };
}

function clamp(value: number, max: number): number {
  return Math.min(Math.max(value, 0), Math.max(max, 0));
}
