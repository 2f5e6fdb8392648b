/** Quiet hours and do not disturb: when nothing may ring. */

/** Whether a moment is within quiet hours, which may reach over midnight; "22:00" to "07:00". Nothing is quiet if an end is not given. */
export function quiet(now: Date, from: string, until: string): boolean {
  const [start, end] = [minutes(from), minutes(until)];
  if (start === null || end === null || start === end) return false;
  const at = now.getHours() * 60 + now.getMinutes();
  return start < end ? at >= start && at < end : at >= start || at < end;
}

function minutes(time: string): number | null {
  const [, hours, rest] = /^([01]\d|2[0-3]):([0-5]\d)$/.exec(time) ?? [];
  return hours === undefined ? null : Number(hours) * 60 + Number(rest);
}
