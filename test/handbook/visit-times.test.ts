import { expect } from 'chai';
import { type Common, type Estate, openHandbook } from '#handbook/handbook.ts';
import { afterWorkingTime, nextHalfDays, whyNoVisit } from '#handbook/visit-times.ts';
import { shipped } from './handbook-folder.ts';

describe('Times for a visit', () => {
  let estate: Estate;
  let common: Common;
  before(async () => {
    const handbook = await openHandbook({ dir: shipped, watch: false });
    estate = handbook.estate('qinghu') as Estate;
    common = handbook.common();
    await handbook.close();
  });

  const at = (local: string) => Date.parse(`${local.replace(' ', 'T')}:00+08:00`);
  const local = (ms: number) => new Date(ms + 8 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ');
  const offered = (now: string, count = 3) =>
    nextHalfDays(estate, common, { now: at(now), count }).map(
      ({ from, to }) => `${local(from)}–${local(to).slice(11)}`,
    );
  const why = (from: string, to: string, now = '2026-09-29 10:00') =>
    whyNoVisit(estate, common, { from: at(from), to: at(to), now: at(now) });

  it('are the half days of the office’s week, shorter at the weekend', () => {
    expect(offered('2026-11-27 07:00', 4)).to.deep.equal([
      '2026-11-27 08:30–12:00',
      '2026-11-27 12:00–18:00',
      '2026-11-28 09:00–12:00',
      '2026-11-28 12:00–17:00',
    ]);
  });

  it('leave out the half day that has begun, public holidays, and count a make-up workday', () => {
    expect(offered('2026-11-23 12:30', 1)).to.deep.equal(['2026-11-24 08:30–12:00']);
    expect(offered('2026-09-30 13:00', 1)).to.deep.equal(['2026-10-08 08:30–12:00']);
    expect(offered('2026-10-09 18:00', 1), 'Saturday, worked instead of a holiday').to.deep.equal([
      '2026-10-10 08:30–12:00',
    ]);
  });

  it('are refused in the past, on a holiday and after hours, and taken when the office works at some moment of them', () => {
    expect(why('2026-09-28 08:00', '2026-09-28 12:00')).to.equal('past');
    expect(why('2026-10-02 08:00', '2026-10-02 12:00')).to.equal('holiday');
    expect(why('2026-10-01 00:00', '2026-10-08 00:00')).to.equal('holiday');
    expect(why('2026-10-08 20:00', '2026-10-08 20:00')).to.equal('closed');
    expect(why('2026-10-08 18:00', '2026-10-09 00:00')).to.equal('closed');
    expect(why('2026-10-08 17:00', '2026-10-08 20:00')).to.equal(undefined);
    expect(why('2026-10-01 00:00', '2026-10-09 00:00'), 'its last day is worked').to.equal(undefined);
    expect(why('2026-09-29 08:00', '2026-09-29 12:00'), 'running now').to.equal(undefined);
    expect(why('2026-10-10 09:00', '2026-10-10 09:00'), 'a make-up workday').to.equal(undefined);
  });

  it('are counted in working time from the next opening on', () => {
    const later = (now: string, minutes: number) => local(afterWorkingTime(estate, common, { from: at(now), minutes }));
    expect(later('2026-11-23 10:00', 240)).to.equal('2026-11-23 14:00');
    expect(later('2026-11-23 17:00', 240)).to.equal('2026-11-24 11:30');
    expect(later('2026-11-23 23:00', 30)).to.equal('2026-11-24 09:00');
  });
});
