import { z } from 'zod';
import type { StaffCall } from '#console/call.ts';
import { demandOwnEstate, readQuery } from '#console/list-query.ts';
import { may } from '#console/policy.ts';
import { notFound } from '#console/refusal.ts';
import { countDays, stretchOf } from '#handbook/local-stretch.ts';
import { daysAfter, localTime } from '#handbook/local-time.ts';
import { countBuildings, countCases } from '#records/figures/cases.ts';
import { countChats, type FigureWish, timesTaken } from '#records/figures/figures.ts';
import { readDeskNow } from '#records/figures/now.ts';
import type { Figures, LiveFigures, PeriodFigures } from './figures-api.ts';
import { toPeriodFigures } from './show-figures.ts';

/** More days than this are not asked for at once: a year, and some. */
const MOST_DAYS = 400;

const day = z.iso.date();

const figuresQuery = z
  .object({ from: day, to: day })
  .refine(({ from, to }) => from <= to && countDays(from, to) <= MOST_DAYS, { path: ['to'] });

/** GET figures/:estate */
export async function showFigures(call: StaffCall): Promise<Figures> {
  const { id: estateId, office } = ownEstate(call);
  const { from, to } = readQuery(call.query, figuresQuery);
  const { timeZone } = office;
  const days = countDays(from, to);
  const stretch = stretchOf(timeZone, from, to);
  const earlier = stretchOf(timeZone, daysAfter(from, -days), daysAfter(from, -1));
  // A day that still lasts is not compared with a whole one.
  const left = Math.min(Math.max(0, stretch.to - call.desk.clock.now()), stretch.to - stretch.from);
  return {
    now: await read(call, { estateId, stretch, until: stretch.to }),
    before: await read(call, { estateId, stretch: earlier, until: earlier.to - left }),
  };
}

async function read({ desk, me }: StaffCall, wish: FigureWish): Promise<PeriodFigures> {
  const { reader } = desk.storage;
  return toPeriodFigures(
    {
      days: wish.stretch.days,
      chats: await countChats(reader, wish),
      wait: await timesTaken(reader, wish, 'wait'),
      reply: await timesTaken(reader, wish, 'reply'),
      handling: await timesTaken(reader, wish, 'handling'),
      cases: await countCases(reader, wish, may(me.role, 'see-company-cases')),
      buildings: await countBuildings(reader, wish),
    },
    desk.handbook.common?.(),
  );
}

/** GET figures/:estate/now */
export async function showLiveFigures(call: StaffCall): Promise<LiveFigures> {
  const { id: estateId, office } = ownEstate(call);
  const { timeZone } = office;
  const { date } = localTime(timeZone, call.desk.clock.now());
  const since = stretchOf(timeZone, date, date).from;
  const companyToo = may(call.me.role, 'see-company-cases');
  const { chats, cases, ...now } = await readDeskNow(call.desk.storage.reader, { estateId, since, companyToo });
  return { ...now, chatsToday: chats, casesToday: cases };
}

/** An estate of the reader's, as the handbook has it. @throws Refusal 404 */
function ownEstate({ desk, me, params }: StaffCall) {
  const estateId = params.estate;
  demandOwnEstate(me, estateId);
  const estate = desk.handbook.estates().find(({ id }) => id === estateId);
  if (!estate) throw notFound();
  return estate;
}
