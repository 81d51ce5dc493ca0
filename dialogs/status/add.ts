import { addToCase } from '#records/cases/case-additions.ts';
import type { TicketRow } from '#storage/schema.ts';
import { type DeskTurn, type MessageFile, offer, reply } from '../desk-turn.ts';
import { topics } from '../topics.ts';
import { openCasesOf } from './own.ts';

const LONGEST = 500;
const LISTED = 3;

/** What is to be added: words and files of one message. */
export interface Added {
  words: string;
  files: MessageFile[];
}

/** What a message adds, without the words that only say so. */
export function addedBy({ incoming }: DeskTurn): Added {
  const words = incoming.text.replace(LEAD, '').trim().slice(0, LONGEST);
  return { words, files: incoming.files };
}

const LEAD =
  /^(我?(再|还)?(想|要)?(补充|添加|追加|加上)(一下|一点|一句|一张照片|照片|说明|内容)?[,，:：。\s]*|(i (want|would like) to )?add(ing)?( a| one)?( photo| picture| detail| note| something)?[,:.\s]*)/iu;

/** Adds to a case what was said, or asks for it. */
export async function add(turn: DeskTurn, ticket: TicketRow, added: Added): Promise<void> {
  const { say, tx, clock, conversation } = turn;
  const { number } = ticket;
  if (added.words === '' && added.files.length === 0) {
    turn.state.question = { service: 'status', key: 'add', kind: 'text', value: ticket.id };
    return reply(turn, say('status:addAsk', { number }));
  }
  await addToCase(tx, ticket, { ...added, conversationId: conversation.id }, clock.now());
  turn.steps.add('serve');
  const photos = added.files.length > 0 ? [say('status:photos', { count: added.files.length })] : [];
  const told = [...(added.words ? [added.words] : []), ...photos].join(say('asking:comma'));
  turn.state.question = { service: 'status', key: 'case', kind: 'text', value: ticket.id };
  await reply(turn, say('status:added', { number, told }));
}

/** A photo without a word, from somebody with cases under way: it may belong to one of them. */
export async function offerToAdd(turn: DeskTurn): Promise<boolean> {
  const { incoming, say } = turn;
  if (incoming.files.length === 0 || incoming.text.trim() !== '') return false;
  const cases = (await openCasesOf(turn)).slice(0, LISTED);
  if (cases.length === 0) return false;
  const offers = cases.map(({ id, number, summary }) => ({
    move: 'status.add',
    label: say('status:addTo', { number, summary }),
    value: JSON.stringify({ id, words: '', files: incoming.files }),
  }));
  await offer(turn, say('status:photoWhere'), [...offers, ...topics(say, ['repair', 'human'])]);
  return true;
}
