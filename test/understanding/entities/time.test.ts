import { expect } from 'chai';
import { entitiesOf, only } from '../desk.ts';

const AHEAD: readonly [string, string, string?][] = [
  ['明天下午', '11-24T12:00', '11-24T18:00'],
  ['下周三晚上7点', '12-02T19:00'],
  ['大后天中午', '11-26T11:00', '11-26T14:00'],
  ['周末都行', '11-28T00:00', '11-30T00:00'],
  ['今晚8点以后', '11-23T20:00', '11-24T00:00'],
  ['下午三点到五点', '11-23T15:00', '11-23T17:00'],
  ['这周六上午9点到11点', '11-28T09:00', '11-28T11:00'],
  ['半小时后', '11-23T10:30'],
  ['礼拜天下午', '11-29T12:00', '11-29T18:00'],
  ['月底', '11-26T00:00', '12-01T00:00'],
  ['15号', '12-15T00:00', '12-16T00:00'],
  ['下个月10号', '12-10T00:00', '12-11T00:00'],
  ['六点半', '11-23T18:30'],
  ['明天三点', '11-24T15:00'],
  ['明早8点前', '11-24T00:00', '11-24T08:00'],
  ['20号下午两点半左右', '12-20T14:30'],
  ['tomorrow 3pm', '11-24T15:00'],
  ['Saturday morning', '11-28T06:00', '11-28T12:00'],
  ['after 6', '11-23T18:00', '11-24T00:00'],
  ['tonight 8:30', '11-23T20:30'],
  ['between 3 and 5', '11-23T15:00', '11-23T17:00'],
  ['3-5pm tomorrow', '11-24T15:00', '11-24T17:00'],
  ['from 9 to 11 on Saturday', '11-28T09:00', '11-28T11:00'],
  ['tomorrow after 6pm', '11-24T18:00', '11-25T00:00'],
  ['Dec 5', '12-05T00:00', '12-06T00:00'],
  ['in half an hour', '11-23T10:30'],
  ['周一三五晚上', '11-23T18:00', '11-24T00:00'],
  ['下午两三点', '11-23T14:00'],
  ['明后天', '11-24T00:00', '11-26T00:00'],
  ['双休日', '11-28T00:00', '11-30T00:00'],
  ['听日下昼', '11-24T12:00', '11-24T18:00'],
  ['每周二', '11-24T00:00', '11-25T00:00'],
  ['every Saturday morning', '11-28T06:00', '11-28T12:00'],
  ['Mon-Fri', '11-23T00:00', '11-28T00:00'],
  ['周六 after 5pm', '11-28T17:00', '11-29T00:00'],
  ['anytime Saturday', '11-28T00:00', '11-29T00:00'],
  ['the 3rd of next month', '12-03T00:00', '12-04T00:00'],
  ['tomorrow下午3点', '11-24T15:00'],
  ['中午12点半到1点之间', '11-23T12:30', '11-23T13:00'],
];

/** The words of the time, as written: no "at", no "by"; 以后 and 之前 belong to it. */
const WORDS: readonly [string, string][] = [
  ['drums at 2am.', '2am'],
  ['can you come by Monday', 'Monday'],
  ['lunch break from 1 to 2 pm', '1 to 2 pm'],
  ['打扫到晚上七点半之前', '晚上七点半之前'],
  ['周一到周五晚上七点以后都行', '周一到周五晚上七点以后'],
  ['去年的票据', '去年'],
  ['上个季度的发票', '上个季度'],
  ['腊月二十三之前完工', '腊月二十三之前'],
  ['初八过后装修', '初八过后'],
  ['国庆期间有人吗', '国庆期间'],
  ["last quarter's fee", 'last quarter'],
  ['2023年的交房验收表', '2023年'],
  ['前年10月到去年3月的物业费', '前年10月到去年3月'],
  ['loud at 6 in the evening on a Monday', '6 in the evening on a Monday'],
];

const SINCE: readonly [string, string][] = [
  ['昨晚开始漏的', '11-22T18:00'],
  ['昨天晚上就没水了', '11-22T18:00'],
  ['已经三天了', '11-20T00:00'],
  ['刚才', '11-23T09:30'],
  ['等了三天都没人来', '11-20T00:00'],
  ['since yesterday', '11-22T00:00'],
  ['for two days', '11-21T00:00'],
  ['since 8 this morning', '11-23T08:00'],
];

describe('The desk reads when', () => {
  for (const [text, from, to] of AHEAD) {
    it(`"${text}" looks ahead`, () => {
      const [time] = only('time', text);
      expect(time?.value.from).to.equal(`2026-${from}:00+08:00`);
      expect(time?.value.to).to.equal(`2026-${to ?? from}:00+08:00`);
    });
  }

  for (const [text, from] of SINCE) {
    it(`"${text}" looks back to the beginning`, () => {
      const [time] = only('time', text);
      expect(time?.value).to.include({ from: `2026-${from}:00+08:00`, direction: 'past', since: true });
    });
  }

  it('"随时" and "any time" leave the time open', () => {
    for (const text of ['随时', 'any time'])
      expect(only('time', text)[0]?.value).to.deep.equal({ granularity: 'any', direction: 'any' });
  });

  it('a holiday by the lunar calendar on its real day', () => {
    expect(only('time', '春节前').at(0)?.value.to).to.equal('2027-02-07T00:00:00+08:00');
    expect(only('time', '国庆节').at(0)?.value.from).to.equal('2027-10-01T00:00:00+08:00');
  });

  it('an hour without morning or evening as past when the question is since when', () => {
    const openQuestion = { form: 'repair', key: 'since', kind: 'time' } as const;
    expect(only('time', '8点', { openQuestion })[0]?.value).to.include({
      from: '2026-11-23T08:00:00+08:00',
      since: true,
    });
    expect(only('time', '8点')[0]?.value.from).to.equal('2026-11-23T20:00:00+08:00');
  });

  it('by the clock of the estate, not of the machine', () => {
    const now = new Date('2026-11-23T17:30:00Z');
    expect(only('time', '明天上午', { now })[0]?.value.from).to.equal('2026-11-25T08:00:00+08:00');
    expect(only('time', '明天上午', { now, timeZone: 'Europe/London' })[0]?.value.from).to.equal(
      '2026-11-24T08:00:00+00:00',
    );
  });

  it('a length of time that is no date as a duration', () => {
    expect(only('duration', '修这个要两个多小时吗')[0]?.value).to.deep.equal({ minutes: 120 });
  });

  for (const [text, words] of WORDS)
    it(`"${text}" says when with "${words}"`, () =>
      expect(only('time', text).map((one) => one.text)).to.deep.equal([words]));

  it('how long, without the words around it', () => {
    const words = (text: string) =>
      entitiesOf(text).flatMap((one) => (one.type === 'duration' || one.type === 'time' ? [one.text] : []));
    expect(words('都等了十天了')).to.deep.equal(['十天']);
    expect(words('24小时内回复')).to.deep.equal(['24小时']);
    expect(words('broken for two weeks')).to.deep.equal(['two weeks']);
    expect(words('狗叫一晚上')).to.deep.equal(['一晚上']);
    expect(words('快两个星期了')).to.deep.equal(['两个星期']);
  });

  it('and nothing in greetings, rates and small words', () => {
    for (const text of [
      '早上好',
      'Good morning!',
      '声音大一点',
      '多少钱一个月',
      '一天几次',
      '刚才那个不要了',
      'bye now',
      '2号梯坏了',
      '三年级作文',
    ])
      expect([...only('time', text), ...only('duration', text)], text).to.deep.equal([]);
  });

  it('and no time in a sentence without one', () => {
    for (const text of ['it may leak in the kitchen', '我后面那栋', '二十四小时热线'])
      expect(only('time', text), text).to.deep.equal([]);
  });
});
