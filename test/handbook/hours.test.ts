import { expect } from 'chai';
import fc from 'fast-check';
import { type Common, type Estate, openHandbook } from '#handbook/handbook.ts';
import { isOpen, isWorkday, kindOfDay, localDate, nextOpening, timeOfDay } from '#handbook/hours.ts';
import { instantOf, localTime } from '#handbook/local-time.ts';
import { shipped, theEstate } from './handbook-folder.ts';

/** A wall-clock time in Shanghai. */
const at = (clock: string) => new Date(`${clock.replace(' ', 'T')}:00+08:00`);

describe('When the office is open', () => {
  let estate: Estate;
  let common: Common;
  before(async () => {
    estate = await theEstate();
    common = (await openHandbook({ dir: shipped, watch: false })).common();
  });

  const withHours = (hours: Partial<Estate['office']['hours']>, timeZone = 'Asia/Shanghai'): Estate => ({
    ...estate,
    office: { ...estate.office, timeZone, hours: { ...estate.office.hours, ...hours } },
  });
  const shut = { mon: [], tue: [], wed: [], thu: [], fri: [], sat: [], sun: [] };

  it('a Monday has its weekday hours, from the first minute to before the last', () => {
    const open = ['08:29', '08:30', '17:59', '18:00'].map((clock) => isOpen(estate, common, at(`2026-11-23 ${clock}`)));
    expect(open).to.deep.equal([false, true, true, false]);
  });

  it('a Sunday on which work is made up (10 May is none, 20 September is one) has a weekday’s hours', () => {
    expect(isOpen(estate, common, at('2026-09-20 17:30'))).to.equal(true);
    expect(isOpen(estate, common, at('2026-05-10 17:30'))).to.equal(false);
    expect(isWorkday(estate, common, at('2026-09-20 12:00'))).to.equal(true);
    expect(isWorkday(estate, common, at('2026-05-10 12:00'))).to.equal(false);
  });

  it('make-up workdays have Monday’s hours when the office has not said otherwise', () => {
    const quiet = withHours({ makeUpWorkday: undefined, weekly: { ...shut, mon: ['10:00-11:00'] } });
    expect(nextOpening(quiet, common, at('2026-10-10 00:00'))).to.deep.equal(at('2026-10-10 10:00'));
  });

  it('a public holiday in the middle of the week has holiday hours', () => {
    expect(kindOfDay(estate, common, at('2026-10-06 10:00'))).to.equal('holiday');
    expect(isOpen(estate, common, at('2026-10-06 10:00'))).to.equal(true);
    expect(isOpen(estate, common, at('2026-10-06 14:00'))).to.equal(false);
    expect(isWorkday(estate, common, at('2026-10-06 10:00'))).to.equal(false);
  });

  it('every holiday and make-up workday of 2026 is as the State Council published it', () => {
    const days = (kind: string) =>
      Array.from({ length: 365 }, (_, day) => new Date(at('2026-01-01 12:00').getTime() + day * 86_400_000))
        .filter((day) => kindOfDay(estate, common, day) === kind)
        .map((day) => localDate(estate, day).slice(4))
        .join(' ');
    expect(days('make-up-workday')).to.equal('0104 0214 0228 0509 0920 1010');
    expect(days('holiday')).to.equal(
      '0101 0102 0103 0215 0216 0217 0218 0219 0220 0221 0222 0223 0404 0405 0406 0501 0502 0503 0504 0505 ' +
        '0619 0620 0621 0925 0926 0927 1001 1002 1003 1004 1005 1006 1007',
    );
  });

  it('a special day goes before everything else', () => {
    const special = [{ date: '2026-10-01', hours: ['13:00-14:00'] }];
    expect(nextOpening(withHours({ special }), common, at('2026-10-01 00:00'))).to.deep.equal(at('2026-10-01 13:00'));
  });

  it('in a year not entered the week goes on as usual', () => {
    expect(kindOfDay(estate, common, at('2027-10-01 10:00'))).to.equal('workday');
    expect(kindOfDay(estate, common, at('2027-10-02 10:00'))).to.equal('weekend');
  });

  it('the next opening of an office closed over Spring Festival is the day after', () => {
    const closed = withHours({ holiday: [] });
    expect(nextOpening(closed, common, at('2026-02-14 18:00'))).to.deep.equal(at('2026-02-24 08:30'));
    expect(nextOpening(closed, common, at('2026-02-24 09:00'))).to.deep.equal(at('2026-02-24 09:00'));
  });

  it('an office without hours never opens', () => {
    expect(
      nextOpening(withHours({ weekly: shut, holiday: [], makeUpWorkday: [] }), common, at('2026-11-23 09:00')),
    ).to.equal(undefined);
  });

  it('the day and its parts are the estate’s, wherever the server stands', () => {
    expect(localDate(estate, at('2026-11-23 00:00'))).to.equal('20261123');
    expect(localDate(estate, at('2026-11-22 23:59').getTime())).to.equal('20261122');
    const parts = ['04:59', '05:00', '11:30', '13:30', '18:00', '23:00'].map((clock) =>
      timeOfDay(estate, at(`2026-11-23 ${clock}`)),
    );
    expect(parts).to.deep.equal(['night', 'morning', 'noon', 'afternoon', 'evening', 'night']);
  });

  const zones = fc.constantFrom(
    'Asia/Shanghai',
    'Asia/Urumqi',
    'America/New_York',
    'Australia/Lord_Howe',
    'Asia/Kathmandu',
  );
  const moments = fc
    .integer({ min: Date.UTC(2025, 11, 20) / 60_000, max: Date.UTC(2027, 0, 10) / 60_000 })
    .map((minute) => minute * 60_000);
  const dayHours = fc
    .uniqueArray(fc.integer({ min: 0, max: 96 }), { maxLength: 4 })
    .map((quarters) => quarters.sort((a, b) => a - b))
    .map((quarters) =>
      Array.from({ length: Math.floor(quarters.length / 2) }, (_, pair) =>
        quarters
          .slice(2 * pair, 2 * pair + 2)
          .map(clock)
          .join('-'),
      ),
    );
  const weeks = fc.record({
    mon: dayHours,
    tue: dayHours,
    wed: dayHours,
    thu: dayHours,
    fri: dayHours,
    sat: dayHours,
    sun: dayHours,
  });

  it('the next opening is open, and nothing before it is', () => {
    fc.assert(
      fc.property(
        zones,
        weeks,
        dayHours,
        moments,
        fc.integer({ min: 0, max: 1000 }),
        (zone, weekly, holiday, from, share) => {
          const office = withHours({ weekly, holiday, makeUpWorkday: weekly.tue }, zone);
          const opening = nextOpening(office, common, from)?.getTime();
          if (opening === undefined) return Object.values(weekly).every((ranges) => ranges.length === 0);
          const between = from + Math.floor(((opening - from) * share) / 1000);
          return (
            opening >= from &&
            isOpen(office, common, opening) &&
            (between === opening || !isOpen(office, common, between)) &&
            (opening === from) === isOpen(office, common, from)
          );
        },
      ),
      { numRuns: 150 },
    );
  });

  it('an opening in the hour that summer time skips comes as much later, and in the hour it repeats at the first of the two', () => {
    const newYork = withHours({ weekly: { ...shut, sun: ['02:30-04:00'] } }, 'America/New_York');
    expect(nextOpening(newYork, common, new Date('2026-03-08T05:00:00Z'))).to.deep.equal(
      new Date('2026-03-08T07:30:00Z'),
    );
    const autumn = withHours({ weekly: { ...shut, sun: ['01:30-04:00'] } }, 'America/New_York');
    expect(nextOpening(autumn, common, new Date('2026-11-01T04:00:00Z'))).to.deep.equal(
      new Date('2026-11-01T05:30:00Z'),
    );
  });

  it('an instant goes to the wall clock and back', () => {
    fc.assert(
      fc.property(zones, moments, (zone, moment) => {
        const back = instantOf(zone, localTime(zone, moment));
        return (
          back === moment ||
          (back < moment &&
            moment - back <= 3_600_000 &&
            localTime(zone, back).minutes === localTime(zone, moment).minutes)
        );
      }),
    );
  });
});

function clock(quarter: number): string {
  return `${String(Math.floor(quarter / 4)).padStart(2, '0')}:${String((quarter % 4) * 15).padStart(2, '0')}`;
}
