import { FILE_LINK, LOG_LINK } from '#records/transcripts/transcript.ts';

/** Where staff find a file of a conversation. */
export function filePath(conversationId: string, fileId: string): string {
  return `${conversationPath(conversationId)}/files/${encodeURIComponent(fileId)}`;
}

/** Where staff find what an attachment of the log names: a file of the desk's own, or the transcript handed over with a chat. */
export function attachmentPath(conversationId: string, contentUrl: string): string | undefined {
  if (contentUrl.startsWith(FILE_LINK)) return filePath(conversationId, contentUrl.slice(FILE_LINK.length));
  const to = contentUrl.startsWith(LOG_LINK) ? /\?to=(\d+)$/.exec(contentUrl)?.[1] : undefined;
  return to && `${conversationPath(conversationId)}/transcript?to=${to}`;
}

function conversationPath(conversationId: string): string {
  return `/console/api/conversations/${encodeURIComponent(conversationId)}`;
}
