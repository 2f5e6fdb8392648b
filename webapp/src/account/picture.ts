/** A drawing that the server made (a QR code) as the address of an image: nothing in an image runs. */
export function picture(svg: string): string {
  return `data:image/svg+xml,${encodeURIComponent(svg)}`;
}
