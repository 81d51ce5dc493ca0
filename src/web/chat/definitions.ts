import type { AttachmentMiddleware } from './web-chat.ts';

/** A character for private use, that nobody types. */
const MARK = '\uE000';

/**
 * Web Chat reads `[x]: address` by a Markdown parser of its own and makes a link of any address, `javascript:` too.
 * Broken up by a mark it is no definition; `withoutMarks` takes the mark out again before anything is shown.
 */
export const hideDefinitions: AttachmentMiddleware =
  () =>
  (next) =>
  ({ attachment, ...card }, ...more) => {
    const { content } = attachment;
    if (typeof content !== 'string') return next({ ...card, attachment }, ...more);
    const text = attachment.contentType === 'text/markdown' ? content.replaceAll(']:', `]${MARK}:`) : content;
    return next({ ...card, attachment: { ...attachment, content: text } }, ...more);
  };

/** The text as it was written. */
export const withoutMarks = (text: string): string => text.replaceAll(MARK, '');
