import { z } from 'zod';
import type { LogEntry } from '#console/api.ts';
import { attachmentPath } from '#console/cases/file-path.ts';
import type { ActivityRow } from '#storage/schema.ts';

const file = z.object({
  contentUrl: z.string().default(''),
  contentType: z.string().default('application/octet-stream'),
  name: z.string().default(''),
});
const action = z.object({ title: z.string() });
/** Each part for itself: one that is not of its shape must not hide the others. */
const body = z.object({
  name: z.string().optional().catch(undefined),
  value: z.unknown().optional(),
  attachments: z.array(z.unknown()).catch([]),
  removed: z.array(z.object({ why: z.string() })).catch([]),
  suggestedActions: z.object({ actions: z.array(z.unknown()) }).catch({ actions: [] }),
});

/** One line of the log as the office sees it. Only files of the desk's own are named: an address from outside is never shown. */
export function toLogEntry(row: ActivityRow): LogEntry {
  const { name, value, attachments, removed, suggestedActions } = body.parse(JSON.parse(row.body));
  return {
    seq: row.seq,
    id: row.id,
    at: row.at,
    type: row.type === 'message' || row.type === 'event' ? row.type : 'other',
    role: row.role,
    fromName: row.from_name,
    visibility: row.visibility,
    text: row.text,
    name: name ?? null,
    value: value ?? null,
    files: attachments.flatMap((one) => toFile(row.conversation_id, one)),
    ...(removed.length > 0 && { removed: removed.map(({ why }) => why) }),
    choices: suggestedActions.actions.flatMap((one) => action.safeParse(one).data?.title ?? []),
  };
}

/** A file elsewhere (such as one that a channel announced) is named, and neither shown where it lies nor opened. */
function toFile(conversationId: string, attachment: unknown): LogEntry['files'] {
  const found = file.safeParse(attachment).data;
  if (!found) return [];
  const { contentUrl, name, contentType } = found;
  const url = attachmentPath(conversationId, contentUrl);
  return [{ id: url ? contentUrl.replace(/^[a-z-]+:/, '') : '', name, contentType, url: url ?? '' }];
}
