import { expect } from 'chai';
import { dutyOrder } from '#handbook/duty.ts';
import type { Estate } from '#handbook/handbook.ts';
import { dutySchema } from '#handbook/schemas/duty.ts';

const people = ['day', 'night', 'weekend', 'engineer', 'manager'].map((key) => ({ key, name: { zh: key, en: key } }));
const DUTY = {
  people,
  order: ['day', 'engineer', 'manager'],
  rota: [
    { days: ['sat', 'sun'], from: '08:30', to: '18:00', order: ['weekend'] },
    { days: ['mon', 'tue', 'wed', 'thu', 'fri'], from: '18:00', to: '08:30', order: ['night', 'engineer', 'night'] },
  ],
  manager: 'manager',
};

describe('Who is on duty', () => {
  const estate = (duty: object, timeZone = 'Asia/Shanghai') =>
    ({ duty: dutySchema.parse(duty), office: { timeZone } }) as unknown as Estate;
  const at = (when: string, duty: object = DUTY) =>
    dutyOrder(estate(duty), new Date(`${when}:00+08:00`)).map(({ key }) => key);

  // 2026-11-23 is a Monday.
  for (const [when, order] of [
    ['2026-11-23T12:00', ['day', 'engineer', 'manager']],
    ['2026-11-23T17:59', ['day', 'engineer', 'manager']],
    ['2026-11-23T18:00', ['night', 'engineer', 'manager']],
    ['2026-11-24T03:00', ['night', 'engineer', 'manager']],
    ['2026-11-24T08:29', ['night', 'engineer', 'manager']],
    ['2026-11-24T08:30', ['day', 'engineer', 'manager']],
    ['2026-11-28T04:00', ['night', 'engineer', 'manager']],
    ['2026-11-28T12:00', ['weekend', 'manager']],
    ['2026-11-29T20:00', ['day', 'engineer', 'manager']],
    ['2026-11-30T04:00', ['day', 'engineer', 'manager']],
  ] as const)
    it(`at ${when}: ${order.join(', ')}; nobody twice, the manager last`, () => expect(at(when)).to.deep.equal(order));

  it('goes by the estate’s own clock', () => {
    const monday = new Date('2026-11-23T12:00:00Z');
    expect(dutyOrder(estate(DUTY, 'Asia/Shanghai'), monday)[0]?.key).to.equal('night');
    expect(dutyOrder(estate(DUTY, 'Europe/London'), monday)[0]?.key).to.equal('day');
  });

  it('is nobody while the office has not said', () => {
    expect(at('2026-11-23T12:00', {})).to.deep.equal([]);
    expect(dutySchema.parse({}).minutesToNext).to.equal(5);
  });

  it('refuses a name that is not among the people, wherever it stands, and an hour that does not exist', () => {
    for (const wrong of [
      { ...DUTY, order: ['nobody'] },
      { ...DUTY, manager: 'nobody' },
      { ...DUTY, rota: [{ days: ['mon'], from: '18:00', to: '08:30', order: ['nobody'] }] },
      { ...DUTY, rota: [{ days: ['mon'], from: '24:30', to: '08:30', order: ['night'] }] },
      { ...DUTY, people: [...people, people[0]] },
      { ...DUTY, webhooks: { night: 'https://example.com/key' } },
    ])
      expect(dutySchema.safeParse(wrong).success, JSON.stringify(wrong)).to.equal(false);
  });
});
