import { noticesAt } from '#handbook/notices.ts';
import { type DeskTurn, offer, reply } from '../desk-turn.ts';
import type { Move, Service } from '../service.ts';
import { topics } from '../topics.ts';
import { answerFromNotices, titleOf } from './answer.ts';
import { asksWhetherOff } from './asked.ts';
import { asReport, keepReport, reportAfterAll, takeKeptReport } from './kept-report.ts';
import { outageFirst } from './outage.ts';
import { contactLine, noticeWords } from './tell.ts';

/** A notice that was only named, chosen by its title. */
const showNotice: Move = async (turn, _, id) => {
  const all = noticesAt(turn.estate, turn.clock.now());
  const one = all.find(({ notice }) => notice.id === id);
  turn.steps.add('answer');
  const lines = one ? [noticeWords(turn, one, all), contactLine(turn, [one])] : [turn.say('notice:none.other')];
  await reply(turn, lines.filter((line) => line !== '').join('\n'));
};

/** Notices in force and planned outages, from the handbook. */
export const notice: Service = {
  name: 'notice',
  intents: { notice_enquiry: (turn) => answer(turn) },
  choices: {
    show: showNotice,
    report: (turn, begin) => reportAfterAll(turn, begin),
    seen: async (turn) => {
      takeKeptReport(turn);
      await reply(turn, turn.say('notice:seenBack'));
    },
  },
  hear: async (turn, begin) => {
    if (!asksWhetherOff(turn)) return outageFirst(turn, begin);
    await answer(turn);
    return true;
  },
  aside: async (turn) => {
    const { intents, band } = turn.incoming.understood;
    if (intents[0]?.name !== 'notice_enquiry') return undefined;
    const { words, found } = await answerFromNotices(turn);
    // What is not surely about notices may well be answered by others.
    if (!found && band !== 'act') return undefined;
    turn.steps.add('answer');
    return words;
  },
};

async function answer(turn: DeskTurn): Promise<void> {
  const { words, more, found, asked } = await answerFromNotices(turn);
  if (found) {
    turn.steps.add('answer');
    const named = more.map((one) => ({ move: 'notice.show', label: titleOf(turn, one), value: one.notice.id }));
    return named.length > 0 ? offer(turn, words, named) : reply(turn, words);
  }
  if (asked.stops === undefined)
    return offer(turn, [words, turn.say('notice:askPerson')].join('\n'), topics(turn.say, ['human']));
  keepReport(turn, asReport(turn, asked.stops));
  await offer(turn, [words, turn.say('notice:offerReport')].join('\n'), [
    { move: 'notice.report', label: turn.say('repair:title') },
    ...topics(turn.say, ['human']),
  ]);
}
