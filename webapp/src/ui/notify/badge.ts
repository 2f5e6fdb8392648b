/** How many messages wait: in the title, on the tab's icon, and on the app's icon where the system has one. */
import type { Conversation } from '../../core/types';

export interface Waiting {
  readonly urgent: number; // mentions, and messages to oneself alone
  readonly some: boolean; // anything unread
}

/** What counts of the conversations: muted ones only by their mentions. */
export function waiting(conversations: readonly Conversation[]): Waiting {
  let urgent = 0;
  let some = false;
  for (const one of conversations) {
    const own = one.kind === 'direct' && !one.muted && one.notify !== 'none';
    urgent += own ? one.unread : one.notify === 'none' ? 0 : one.mentions;
    some ||= (!one.muted && (one.unread > 0 || one.markedUnread)) || one.mentions > 0;
  }
  return { urgent, some };
}

/** "(3) Anna – Casemate"; a dot where something waits that is not urgent. */
export function titleText(place: string, { urgent, some }: Waiting): string {
  const name = place ? `${place} – Casemate` : 'Casemate';
  return urgent ? `(${urgent > 99 ? '99+' : urgent}) ${name}` : some ? `• ${name}` : name;
}

/** The mark with a count on it, as the tab's icon. */
export function drawIcon({ urgent, some }: Waiting, canvas: HTMLCanvasElement, mark: CanvasImageSource): void {
  const size = 64;
  canvas.width = canvas.height = size;
  const pen = canvas.getContext('2d');
  if (!pen) return;
  pen.drawImage(mark, 0, 0, size, size);
  if (!urgent && !some) return;
  pen.fillStyle = '#c8322b';
  pen.beginPath();
  if (!urgent) pen.arc(50, 14, 13, 0, 7);
  else pen.roundRect(urgent > 9 ? 18 : 30, 26, urgent > 9 ? 46 : 34, 38, 12);
  pen.fill();
  if (urgent) {
    pen.fillStyle = '#fff';
    pen.font = 'bold 32px sans-serif';
    pen.textAlign = 'center';
    pen.textBaseline = 'middle';
    pen.fillText(urgent > 99 ? '99' : String(urgent), urgent > 9 ? 41 : 47, 47);
  }
}
