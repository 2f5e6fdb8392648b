/** Days as the date field writes them ("2026-03-14"), in the time zone of whoever reads. */

export function dayText(date: Date): string {
  return `${date.getFullYear()}-${String(date.getMonth() + 1).padStart(2, '0')}-${String(date.getDate()).padStart(2, '0')}`;
}

/** The first moment of a day (milliseconds since the epoch); null if the text is no day. */
export function dayStart(text: string): number | null {
  const [, year, month, day] = /^(\d{4})-(\d\d)-(\d\d)$/.exec(text) ?? [];
  if (year === undefined) return null;
  const date = new Date(Number(year), Number(month) - 1, Number(day));
  return dayText(date) === text ? date.getTime() : null;
}
