import { expandCodes } from './code-range.ts';
import type { Common, Estate } from './documents.ts';
import { type Instant, instantOf } from './local-time.ts';
import { fault, type Problem, warning } from './problem.ts';
import { plain } from './register-index.ts';
import { forbiddenIn } from './report-wording.ts';
import type { Notice } from './schemas/notices.ts';

/** Where a notice stands: `withdrawn` and `replaced` while its time is not over, so that it can be told that it no longer holds. */
export type NoticeStanding = 'draft' | 'withdrawn' | 'replaced' | 'coming' | 'in-force' | 'past';

/** A notice at one moment; times in milliseconds. `to` is absent while nobody knows the end; `ends` is when it stops to count. */
export interface TimedNotice {
  readonly notice: Notice;
  readonly standing: NoticeStanding;
  readonly from: number;
  readonly to?: number | undefined;
  readonly ends: number;
}

/** Every notice of an estate as it stands at a moment, the soonest first. */
export function noticesAt(estate: Estate, at: Instant): TimedNotice[] {
  const { notices } = estate.notices;
  return notices.map((notice) => timed(estate, notice, Number(at))).sort((a, b) => a.from - b.from);
}

function timed(estate: Estate, notice: Notice, now: number): TimedNotice {
  const moment = (written: string) => momentOf(estate, written);
  const from = moment(notice.from);
  const to = notice.to === null ? undefined : moment(notice.to);
  const ends = notice.validUntil === null ? (to ?? from) : moment(`${notice.validUntil} 24:00`);
  const successor = estate.notices.notices.find(({ id }) => id === notice.replacedBy);
  const since = (written: string | null | undefined) => typeof written === 'string' && moment(written) <= now;
  const standing = (): NoticeStanding => {
    if (!since(notice.published)) return 'draft';
    if (now >= ends) return 'past';
    if (since(notice.withdrawn?.at)) return 'withdrawn';
    if (since(successor?.published)) return 'replaced';
    return now < from ? 'coming' : 'in-force';
  };
  return { notice, standing: standing(), from, to, ends };
}

function momentOf(estate: Estate, written: string): number {
  const [date = '', clock = ''] = written.split(' ');
  return instantOf(estate.office.timeZone, { date, minutes: Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3)) });
}

/** Whether a home may be concerned: what is not known of it, the unit for instance, does not exclude it. */
export function concerns(
  { affected }: Notice,
  home: { building?: string | undefined; unit?: string | undefined },
): boolean {
  if (affected === 'all' || home.building === undefined) return true;
  const among = (codes: string, code: string) => (expandCodes(codes) ?? []).some((one) => plain(one) === plain(code));
  return affected.some(
    ({ building, unit }) =>
      among(building, home.building as string) &&
      (unit === undefined || home.unit === undefined || among(unit, home.unit)),
  );
}

/** Buildings the register does not have, phones the office does not have, and forbidden phrases, which are only warned of. */
export function noticeProblems(common: Common, estate: Estate): Problem[] {
  const file = `estates/${estate.id}/notices.json`;
  const { lines } = estate.register;
  const known = new Set([...placesOf(lines), ...placesOf(lines.map(({ building }) => ({ building })))]);
  return estate.notices.notices.flatMap((notice, at) => {
    const key = `notices[${at}]`;
    const lost = known.size > 0 && placesOf(notice.affected).some((place) => !known.has(place));
    const noPlace = { zh: '房号表里没有这个楼栋或单元', en: 'the register has no such building or unit' };
    const noPhone = {
      zh: `office.json 没有名为“${notice.contact}”的电话`,
      en: `office.json has no phone "${notice.contact}"`,
    };
    return [
      ...(lost ? [fault(file, `${key}.affected`, 'unknown-reference', noPlace)] : []),
      ...(notice.contact in estate.office.phones ? [] : [fault(file, `${key}.contact`, 'unknown-reference', noPhone)]),
      ...rudeWords(common, notice).map((reason) => warning(file, key, 'bad-value', reason)),
    ];
  });
}

/** Buildings and units by one name each: `3`, `3-2`. */
function placesOf(affected: 'all' | readonly { building: string; unit?: string | undefined }[]): string[] {
  if (affected === 'all') return [];
  return affected.flatMap(({ building, unit }) =>
    (expandCodes(building) ?? []).flatMap((one) =>
      unit === undefined ? [one] : (expandCodes(unit) ?? []).map((name) => `${one}-${name}`),
    ),
  );
}

function rudeWords({ phrases }: Common, { title, body, todo }: Notice) {
  return [title, body, todo].flatMap((words) =>
    (['zh', 'en'] as const).flatMap((language) =>
      forbiddenIn(words?.[language] ?? '', language, phrases.forbidden).map(({ words: phrase, reason }) => ({
        zh: `服务忌语“${phrase}”，${reason.zh}`,
        en: `forbidden phrase "${phrase}". ${reason.en}`,
      })),
    ),
  );
}
