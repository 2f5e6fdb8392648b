/** Reports a message to those who look after the organisation's safety (`urn:casemate:report:0`, docs/clients.md). */
import type { Context } from './context';
import { NS } from './ns';
import type { Jid, ReportReason } from './types';
import { x } from './wire/xml';

/** `id` is the archive's, `by` whose archive it is. Throws `StanzaError`. */
export async function report(context: Context, id: string, by: Jid, reason: ReportReason, text: string): Promise<void> {
  await context.wire.request('set', context.domain, x('report', NS.report, { id, by, reason }, text && x('text', NS.report, {}, text)));
}
