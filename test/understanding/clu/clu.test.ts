import { expect } from 'chai';
import { createClu } from '#understanding/clu/service.ts';
import { RemoteFailure } from '#understanding/remote/remote-service.ts';
import { monday } from '../desk.ts';
import { KEY, type Standin, startStandin } from '../remote/standin.ts';

describe('CLU', () => {
  let standin: Standin;
  const ask = (query: string, locale: 'zh-CN' | 'en' = 'zh-CN') =>
    createClu({ endpoint: standin.endpoint, key: KEY, project: 'estate', deployment: 'live' }).ask({
      ...monday,
      locale,
      query,
      signal: new AbortController().signal,
    });

  before(async () => {
    standin = await startStandin();
  });
  after(async () => {
    await standin.close();
    expect(standin.problems).to.deep.equal([]);
  });

  it('is asked by one POST with the project, the language and UTF-16 offsets, and not to keep the words', async () => {
    await ask('水龙头漏水');
    await ask('my tap leaks', 'en');
    const [first, second] = standin.asked;
    expect(first?.url.href).to.contain('/language/:analyze-conversations?api-version=2023-04-01');
    expect(first?.key).to.equal(KEY);
    expect(first?.body.parameters).to.deep.equal({
      projectName: 'estate',
      deploymentName: 'live',
      stringIndexType: 'Utf16CodeUnit',
      verbose: true,
      isLoggingEnabled: false,
    });
    expect(JSON.stringify(first?.body)).to.contain('"language":"zh-hans"');
    expect(JSON.stringify(second?.body)).to.contain('"language":"en"');
  });

  it('answers with intents in a list, and entities in UTF-16 units', async () => {
    standin.reply = () => ({
      intents: { 'Home.Repair': 0.97, None: 0.7 },
      entities: [
        { name: 'fixture', words: '水龙头', type: 'fixture', value: ['tap'], score: 0.8 },
        { name: 'people', words: '2', type: 'builtin.number', value: 2 },
      ],
    });
    expect(await ask('😭😭水龙头漏水，我们2个人')).to.deep.equal({
      intents: [
        { name: 'Home_Repair', score: 0.97 },
        { name: 'None', score: 0.7 },
      ],
      entities: [
        { name: 'fixture', start: 4, end: 7, words: '水龙头', score: 0.8, value: { kind: 'list', key: 'tap' } },
        { name: 'people', start: 12, end: 13, words: '2', score: 1, value: { kind: 'number', number: 2 } },
      ],
    });
  });

  it('knows phones by their kind, and leaves times alone, which it reckons from its own clock', async () => {
    const prediction = (entities: object[]) => ({
      kind: 'ConversationResult',
      result: {
        query: '',
        prediction: { topIntent: 'None', projectKind: 'Conversation', intents: [], entities },
      },
    });
    const at = { text: '明天', offset: 0, length: 2, confidenceScore: 1 };
    const time = {
      resolutionKind: 'DateTimeResolution',
      dateTimeSubKind: 'Date',
      timex: '2026-11-24',
      value: '2026-11-24',
    };
    const phone = { extraInformationKind: 'EntitySubtype', value: 'general.phonenumber' };
    standin.reply = () => ({
      recorded: prediction([
        { category: 'when', ...at, resolutions: [time] },
        { category: 'contact', ...at, extraInformation: [phone] },
        { category: 'learned', ...at },
      ]),
    });
    expect((await ask('明天打62345678')).entities.map(({ name, value }) => [name, value])).to.deep.equal([
      ['contact', { kind: 'phone' }],
    ]);
  });

  it('fails with a code and without the words', async () => {
    for (const [fault, code] of [
      [401, 'http-401'],
      ['broken', 'unreadable'],
      ['other-shape', 'unreadable'],
      ['reset', 'unreachable'],
    ] as const) {
      standin.fault = fault;
      const failure: unknown = await ask('我是张三').catch((cause: unknown) => cause);
      expect(failure).to.be.instanceOf(RemoteFailure);
      expect(failure).to.include({ code, message: code }).and.not.have.property('cause');
    }
    standin.fault = undefined;
  });
});
