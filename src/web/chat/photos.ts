import type { ChatActivity } from './web-chat.ts';

type Photo = { contentType?: unknown; contentUrl?: unknown; thumbnailUrl?: unknown };

/** Web Chat shows a resident's own photo as a nameless file unless it has a thumbnail: the photo is its own. */
export function showOwnPhotos(activity: ChatActivity): ChatActivity {
  if (activity.from?.role !== 'user' || !activity.attachments?.length) return activity;
  const attachments = activity.attachments.map((attachment) => {
    const { contentType, contentUrl } = attachment as Photo;
    return String(contentType).startsWith('image/')
      ? { ...(attachment as Photo), thumbnailUrl: contentUrl }
      : attachment;
  });
  return { ...activity, attachments };
}
