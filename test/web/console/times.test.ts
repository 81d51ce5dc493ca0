import { expect } from 'chai';
import { en } from '#web/console/text/en.ts';
import { clockTime, dayStart, exactTime, saidTime, waitText } from '#web/console/text/times.ts';
import { zh } from '#web/console/text/zh-CN.ts';

const ZONE = 'Asia/Shanghai';
const at = (text: string) => Date.parse(`${text}+08:00`);
const now = at('2026-11-23T15:30:00');
const said = (text: string, words = zh) => saidTime(at(text), { now, zone: ZONE, words });

describe('times in the console', () => {
  it('are said as people say them, in Chinese', () => {
    expect(said('2026-11-23T15:29:40')).to.equal('刚刚');
    expect(said('2026-11-23T15:18:00')).to.equal('12 分钟前');
    expect(said('2026-11-23T08:05:00')).to.equal('今天 08:05');
    expect(said('2026-11-22T23:59:00')).to.equal('昨天 23:59');
    expect(said('2026-03-05T15:20:00')).to.equal('3月5日 15:20');
    expect(said('2025-03-05T15:20:00')).to.equal('2025年3月5日');
  });

  it('are said as people say them, in English', () => {
    expect(said('2026-11-23T15:29:40', en)).to.equal('just now');
    expect(said('2026-11-22T23:59:00', en)).to.equal('Yesterday 23:59');
    expect(said('2026-03-05T15:20:00', en)).to.equal('Mar 5 15:20');
  });

  it('are the estate’s, wherever the clerk’s machine thinks it is', () => {
    const midnight = at('2026-11-23T00:10:00');
    expect(clockTime(midnight, ZONE)).to.equal('00:10');
    expect(clockTime(midnight, 'Europe/Berlin')).to.equal('17:10');
    expect(exactTime(midnight, ZONE, 'zh-CN')).to.match(/2026年11月23日.*00:10:00/);
  });

  it('begin a day at the estate’s midnight, on days of 23 and 25 hours too', () => {
    expect(dayStart('2026-11-23', ZONE)).to.equal(at('2026-11-23T00:00:00'));
    expect(dayStart('2026-03-29', 'Europe/Berlin')).to.equal(Date.parse('2026-03-29T00:00:00+01:00'));
    expect(dayStart('2026-03-30', 'Europe/Berlin')).to.equal(Date.parse('2026-03-30T00:00:00+02:00'));
    expect(dayStart('no day', ZONE)).to.equal(undefined);
  });

  it('tell how long somebody has waited, and never less than nothing', () => {
    expect(waitText(160_000, zh)).to.equal('2:40');
    expect(waitText(65 * 60_000, zh)).to.equal('1 小时 5 分');
    expect(waitText(3 * 24 * 3_600_000, en)).to.equal('3 days');
    expect(waitText(-5_000, zh)).to.equal('0:00');
  });
});
