/** A form that was begun and left: what it is called on the agenda and as an event, and after how long (milliseconds). */
export const UNFINISHED_FORM = {
  agenda: 'unfinished-form',
  event: 'form.unfinished',
  after: 2 * 60 * 60 * 1000,
} as const;
