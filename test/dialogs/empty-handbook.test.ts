import { expect } from 'chai';
import { services } from '#dialogs/services.ts';
import { openHandbook } from '#handbook/handbook.ts';
import type { Shared } from '../conversations/play.ts';
import { type Heard, openShared } from '../conversations/shared.ts';
import { emptied } from '../handbook/emptied.ts';
import { aHandbookFolder, type HandbookFolder } from '../handbook/handbook-folder.ts';
import { openTalkingDesk, type TalkingDesk } from './enquiry-desk.ts';

/** What a resident says first to each service, in both languages, and at the counter of an office that has filled in nothing. */
const FIRST: Readonly<Record<string, readonly [string, string]>> = {
  reception: ['你好', 'hello'],
  emergency: ['厨房着火了', 'there is a fire in my kitchen'],
  enquiry: ['物业费一平米多少钱', 'how much is the management fee'],
  repair: ['暖气漏水了，3栋2单元501', 'the radiator is leaking, building 3 unit 2 room 501'],
  complaint: ['楼上半夜装修吵死了，几点到几点不能施工？', 'the neighbours drill at night, what are the quiet hours?'],
  suggestion: ['建议小区门口加个快递柜', 'I suggest a parcel locker at the gate'],
  'move-in': ['我要收楼，要带什么，交多少钱？', 'I want to move in, what do I bring and what does it cost?'],
  notice: ['明天停水吗？', 'is there a water outage tomorrow?'],
  status: ['我的报修到哪一步了', 'how is my repair coming along'],
  privacy: ['你们为什么收集我的信息，保存多久', 'what do you use my data for and how long do you keep it'],
  household: ['怎么绑定房号', 'how do I link my home'],
  handoff: ['人工', 'human'],
};

const PLACE = '晴湖路1号';
/** Of the country, not of the office. */
const NATIONAL = /(?<!\d)(119|110|120|12345|12356|95598)(?!\d)/g;
/** A phone, a price, an hour, a length of time. */
const INVENTED = /\d{5,}|\d+(\.\d+)?\s*(元|块|yuan)|\d{1,2}[:：]\d\d|\d+\s*(分钟|小时|个?工作日|minutes|hours)/iu;

describe('An office that has filled in nothing', function () {
  this.timeout(120_000);
  const heard: Heard[] = [];
  let shared: Shared;
  let folder: HandbookFolder;
  let desk: TalkingDesk;
  before(async () => {
    shared = await openShared(heard);
    folder = aHandbookFolder();
    emptied(folder);
    const handbook = await openHandbook({ dir: folder.dir, watch: false });
    desk = await openTalkingDesk({ ...shared, handbook });
  });
  after(async () => {
    await desk.close();
    folder.remove();
    await shared.handbook.close();
    expect(heard).to.deep.equal([]);
  });

  it('is asked here for something by every service', () => {
    expect(Object.keys(FIRST)).to.have.members(services.map(({ name }) => name));
  });

  for (const [service, words] of Object.entries(FIRST)) {
    for (const [at, locale] of (['zh-CN', 'en'] as const).entries()) {
      it(`invents no number, price or hour for ${service} in ${locale}, and answers all the same`, async () => {
        const who = `${service}-${locale}`;
        const said = [
          ...(await desk.say(who, words[at] ?? '', locale)),
          ...(await desk.say(who, '多久能来人？ how long', locale)),
        ];
        expect(said).to.not.have.length(0);
        const bare = said
          .join('\n')
          .replaceAll(PLACE, '')
          .replace(NATIONAL, '')
          .replace(/[A-Z]\d{8}-\d{4}/g, '');
        expect(bare).to.not.match(INVENTED);
      });
    }
  }
});
