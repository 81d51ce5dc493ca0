import type { DeskTurn } from '../desk-turn.ts';
import { exceptionWords, inWords, type MoveInBook, saysOne } from './book.ts';

type Part = MoveInBook['parts'][number];

const HOW =
  /怎么(验|看|查|检查|试|测)|验(房|收).{0,4}(什么|哪些|注意|看点|清单|步骤|技巧)|(看|查|检查|注意)(什么|哪些)|验房(清单|表)|\bhow (do|should|can|to)\b.{0,20}\b(inspect|check|test)|\bwhat\b.{0,20}\b(check|inspect|look (at|for))\b|\binspection (list|form|checklist)\b/iu;
const ORDER =
  /流程|步骤|顺序|先.{0,6}(还是|再)|怎么(办|走)(理|手续)?|几步|\b(process|procedure|steps|order|how does (it|the handover) work)\b/iu;
const CONTRACT =
  /逾期交|延期交|晚交房|迟(迟|延)交|交房晚|违约|退房|(合同|开发商).{0,6}(纠纷|赔)|\b(late delivery|delivered late|breach|cancel the purchase|dispute with the developer)\b/iu;

/** Asks how to inspect, in general or a part of the home. */
export function asksHowToInspect(text: string): boolean {
  return HOW.test(text);
}

/** Asks in which order things are done. */
export function asksOrder(text: string): boolean {
  return ORDER.test(text);
}

/** Speaks of a quarrel over the sale or the day of delivery, which is not the office's to settle. */
export function isContractDispute(text: string): boolean {
  return CONTRACT.test(text);
}

/** What to look at and how to try it: of the parts named, else the whole list. */
export function guideWords(turn: DeskTurn, text: string): string {
  const { say, common, state } = turn;
  const parts = common.moveIn?.parts ?? [];
  const words = (part: { zh: string; en: string }) => inWords(state.locale, part);
  const named = parts.filter((part) => saysOne(text, part.words) > 0);
  turn.steps.add('answer');
  if (named.length > 0 && named.length <= 3) return named.map((part) => partWords(turn, part)).join('\n');
  const listed = parts.map(({ letter, name }) => say('move-in:guide.part', { letter, name: words(name) }));
  return [say('move-in:guide.all', { parts: listed.join(say('asking:semicolon')) }), say('move-in:guide.ask')].join(
    '\n',
  );
}

function partWords({ say, state }: DeskTurn, { letter, name, checks, test }: Part): string {
  const words = (text: { zh: string; en: string }) => inWords(state.locale, text);
  const points = checks.map((one) => `${one.code} ${words(one.name)}`).join(say('asking:semicolon'));
  return say('move-in:guide.one', { letter, name: words(name), points, test: words(test) });
}

/** The order of the desks here; the inspection always comes before the money. */
export function orderWords(turn: DeskTurn): string {
  const { say, common, estate, state } = turn;
  const desks = estate.moveIn.order.flatMap((key) => common.moveIn?.desks.find((desk) => desk.key === key) ?? []);
  const lines = desks.map((desk, at) =>
    say('move-in:order.line', {
      at: at + 1,
      desk: inWords(state.locale, desk.name),
      does: inWords(state.locale, desk.does),
    }),
  );
  turn.steps.add('answer');
  return [say('move-in:order.head'), ...lines, say('move-in:order.note')].join('\n');
}

/** Neutral words on what is between owner and developer, with the developer's own way where the office knows it. */
export function contractWords(turn: DeskTurn): string {
  const { developer } = turn.estate.moveIn.channels;
  const channel = developer ? [inWords(turn.state.locale, developer)] : [];
  return [exceptionWords(turn, 'contract-dispute') ?? '', ...channel].join('\n');
}
