import { createElement } from './element.ts';
import { readTicketCard, renderTicketCard } from './ticket-card.ts';
import type { ActivityMiddleware, ChatActivity, GroupActivitiesMiddleware } from './web-chat.ts';
import type { Words } from './words.ts';

type Speaker = 'resident' | 'staff' | 'bot';

/** Who said this: the resident, a person of the office, or the desk itself. */
export function speakerOf({ from, channelData }: ChatActivity): Speaker {
  if (from?.role === 'user') return 'resident';
  return channelData?.lobby?.role === 'staff' ? 'staff' : 'bot';
}

/**
 * Shows at a glance whether a person or the desk is speaking: a name above the first of a group, a class for the
 * colours, and the card of a filed case below the words.
 */
export function createActivityMiddleware(words: () => Words): ActivityMiddleware {
  return () =>
    (next) =>
    (card, ...more) => {
      const render = next(card, ...more);
      if (!render) return false;
      const { activity } = card;
      const speaker = speakerOf(activity);
      const ticket = readTicketCard(activity.channelData?.lobby?.ticket);
      return (renderAttachment, options) =>
        createElement(
          'div',
          { className: `said-by-${speaker}` },
          options?.showCallout && speaker !== 'resident' && nameOf(activity, speaker, words()),
          render(renderAttachment, options),
          ticket && renderTicketCard(ticket, words()),
        );
    };
}

/** A clerk's words never stand under the desk's name, nor two clerks' under one. */
export const groupActivitiesMiddleware: GroupActivitiesMiddleware = () => (next) => (options) => {
  const sender: ChatActivity[][] = [];
  for (const activity of options.activities) {
    const group = sender.at(-1);
    const last = group?.at(-1);
    if (group && last && whoSaid(last) === whoSaid(activity)) group.push(activity);
    else sender.push([activity]);
  }
  return { ...next(options), sender };
};

const whoSaid = (activity: ChatActivity) => {
  const speaker = speakerOf(activity);
  return speaker === 'staff' ? `${speaker} ${activity.from?.name ?? ''}` : speaker;
};

function nameOf({ from }: ChatActivity, speaker: Speaker, words: Words) {
  const person = speaker === 'staff';
  const name = person ? (from?.name ?? words.someone) : words.assistant;
  const role = person && from?.name ? createElement('small', { key: 'role' }, ` ${words.staffRole}`) : false;
  return createElement('p', { key: 'name', className: 'speaker' }, name, role);
}
