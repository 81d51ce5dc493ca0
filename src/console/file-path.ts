/** How the log names a file of the desk's own: this and the file's id. */
export const OWN_FILE = 'lobby-file:';

/** Where staff find a file of a conversation. */
export function filePath(conversationId: string, fileId: string): string {
  return `/console/api/conversations/${encodeURIComponent(conversationId)}/files/${encodeURIComponent(fileId)}`;
}
