import { readdirSync, readFileSync } from 'node:fs';
import { expect } from 'chai';
import { createLuis } from '#understanding/luis/service.ts';
import type { RemoteAnswer } from '#understanding/remote/remote-service.ts';
import { monday } from '../desk.ts';
import { APP_ID, KEY, type Standin, startStandin } from '../remote/standin.ts';

const RECORDED = 'test/understanding/luis/fixtures/recorded';

interface Recording {
  text: string;
  intents: Record<string, { score: number }>;
  v3: { response: { query: string; prediction: { entities: object } } };
}

const recording = (name: string): Recording => JSON.parse(readFileSync(`${RECORDED}/${name}`, 'utf8')) as Recording;

describe('LUIS, as it really answered', () => {
  let standin: Standin;
  const ask = (query: string, when: Partial<typeof monday> = {}, slot: 'production' | 'staging' = 'production') =>
    createLuis({ endpoint: standin.endpoint, key: KEY, appId: APP_ID, slot }).ask({
      ...monday,
      ...when,
      query,
      signal: new AbortController().signal,
    });
  const replay = (name: string, when: Partial<typeof monday> = {}): Promise<RemoteAnswer> => {
    const { v3, text } = recording(name);
    standin.reply = () => ({ recorded: v3.response });
    return ask(text, when);
  };

  before(async () => {
    standin = await startStandin();
  });
  after(async () => {
    await standin.close();
    expect(standin.problems).to.deep.equal([]);
  });

  for (const name of readdirSync(RECORDED)) {
    it(`is read as Bot Framework read it: ${name.replace('.json', '')}`, async () => {
      const { intents, text } = recording(name);
      const answer = await replay(name);
      expect(Object.fromEntries(answer.intents.map(({ name, score }) => [name, { score }]))).to.deep.equal(intents);
      for (const { start, end, words } of answer.entities) {
        expect(text.slice(start, end).toLowerCase()).to.equal(words.toLowerCase());
      }
    });
  }

  it('has lists, numbers, phones and times where they fit, also inside composites and under roles', async () => {
    expect(
      (await replay('DynamicListsAndList.json')).entities.map(({ name, words, value }) => ({ name, words, value })),
    ).to.deep.equal([
      { name: 'Airline', words: 'zimbabwe airlines', value: { kind: 'list', key: 'ZimAir' } },
      { name: 'Airline', words: 'deltaair', value: { kind: 'list', key: 'DeltaAir' } },
    ]);
    const composite = (await replay('Composite1.json')).entities;
    expect(composite.find(({ words }) => words === '3 days')?.value).to.deep.equal({
      kind: 'duration',
      minutes: 3 * 24 * 60,
    });
    expect(composite.find(({ words }) => words === '425-555-1234')?.value).to.deep.equal({ kind: 'phone' });
    expect(
      composite.some(({ words }) => words === 'every monday'),
      'a set is no time',
    ).to.equal(false);
    const roles = (await replay('roles.json')).entities;
    expect(roles.find(({ name }) => name === 'newPhone')?.value).to.deep.equal({ kind: 'phone' });
    expect(roles.find(({ name, words }) => name === 'number' && words === '68')?.value).to.deep.equal({
      kind: 'number',
      number: 68,
    });
    expect(roles.find(({ name }) => name === 'Seller')?.value).to.deep.equal({ kind: 'list', key: 'Virgin' });
    expect(roles.find(({ name }) => name === 'arrive')?.value).to.deep.equal({
      kind: 'time',
      time: {
        from: '2026-11-23T17:00:00+08:00',
        to: '2026-11-23T17:00:00+08:00',
        granularity: 'minute',
        direction: 'future',
      },
    });
  });

  it('is asked for the slot of the settings, for all intents, and not to keep the words', async () => {
    standin.reply = () => ({ intents: { None: 1 } });
    await ask('水龙头漏水', {}, 'staging');
    const { url } = standin.asked.at(-1) ?? {};
    expect(url?.pathname).to.equal(`/luis/prediction/v3.0/apps/${APP_ID}/slots/staging/predict`);
    expect(url?.search).to.equal('?verbose=true&show-all-intents=true&log=false');
  });

  it('is told the time on the estate’s wall', async () => {
    standin.reply = () => ({ intents: { None: 1 } });
    for (const [now, timeZone, wall] of [
      ['2026-11-23T16:30:00Z', 'Asia/Shanghai', '2026-11-24T00:30:00.000Z'],
      ['2026-07-01T03:15:20Z', 'America/New_York', '2026-06-30T23:15:20.000Z'],
      ['2026-12-31T18:45:00Z', 'Asia/Kathmandu', '2027-01-01T00:30:00.000Z'],
    ] as const) {
      await ask('明天', { now: new Date(now), timeZone });
      expect(standin.asked.at(-1)?.body.options?.datetimeReference).to.equal(wall);
    }
  });

  it('answers in the estate’s time, of a past and a coming day the coming one', async () => {
    const time = async (words: string, type: string, values: object[], when: Partial<typeof monday> = {}) => {
      const entity = { name: 'datetimeV2', words, type: `builtin.datetimeV2.${type}`, value: { type, values } };
      standin.reply = () => ({ intents: { None: 1 }, entities: [entity] });
      const [found] = (await ask(`约${words}吧`, when)).entities;
      return found?.value.kind === 'time' ? found.value.time : found?.value;
    };
    expect(
      await time('12月5号', 'date', [
        { timex: 'XXXX-12-05', resolution: [{ value: '2025-12-05' }, { value: '2026-12-05' }] },
      ]),
    ).to.deep.equal({
      from: '2026-12-05T00:00:00+08:00',
      to: '2026-12-06T00:00:00+08:00',
      granularity: 'day',
      direction: 'future',
    });
    expect(await time('上午9点', 'time', [{ timex: 'T09', resolution: [{ value: '09:00:00' }] }])).to.include({
      from: '2026-11-24T09:00:00+08:00',
      granularity: 'minute',
    });
    expect(
      await time('明晚10点到2点', 'datetimerange', [
        {
          timex: '(2026-11-24T22,2026-11-25T02,PT4H)',
          resolution: [{ start: '2026-11-24 22:00:00', end: '2026-11-25 02:00:00' }],
        },
      ]),
    ).to.include({ from: '2026-11-24T22:00:00+08:00', to: '2026-11-25T02:00:00+08:00' });
    expect(
      await time('下周', 'daterange', [
        { timex: '2026-W49', resolution: [{ start: '2026-11-30', end: '2026-12-07' }] },
      ]),
    ).to.include({
      to: '2026-12-07T00:00:00+08:00',
      granularity: 'week',
    });
    const summer = { now: new Date('2026-10-31T12:00:00Z'), timeZone: 'America/New_York' };
    expect(
      await time('tomorrow', 'date', [{ timex: '2026-11-01', resolution: [{ value: '2026-11-01' }] }], summer),
    ).to.include({
      from: '2026-11-01T00:00:00-04:00',
      to: '2026-11-02T00:00:00-05:00',
    });
    expect(await time('每周一', 'set', [{ timex: 'XXXX-WXX-1', resolution: [{ value: 'not resolved' }] }])).to.equal(
      undefined,
    );
  });

  it('is reached under both addresses that the description and the clients use', async () => {
    standin.reply = () => ({ intents: { None: 1 } });
    for (const prefix of ['/luis/v3.0', '/luis/prediction/v3.0']) {
      const url = `${standin.endpoint}${prefix}/apps/${APP_ID}/slots/production/predict?verbose=true`;
      const init = {
        method: 'POST',
        headers: { 'Ocp-Apim-Subscription-Key': KEY },
        body: JSON.stringify({ query: '你好' }),
      };
      expect((await fetch(url, init)).status).to.equal(200);
    }
  });
});
