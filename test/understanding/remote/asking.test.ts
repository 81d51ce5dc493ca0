import { expect } from 'chai';
import type { EntityOf, Understood } from '#understanding/recognizer.ts';
import { monday } from '../desk.ts';
import { ownReader, type Reader, readerOf, SERVICES } from './readers.ts';
import { type Said, type Standin, startStandin } from './standin.ts';

/** Sentences of which the desk is sure of some and unsure of others, whatever it was taught lately. */
const VAGUE = [
  '那个东西又不行了',
  '上次那个怎么样了啊',
  '你们那边的事情能不能弄一下',
  '那边水的问题',
  '门口的东西谁管',
  '楼下又来了',
  '这个钱的事',
  '孩子上学要的那个',
  'about the thing downstairs again',
  'the stuff by the gate',
  'water and the contract',
  '车的事情问一下',
  '房子的事',
  '帮我看看门那里',
];
const SURE = '厨房水龙头一直漏水，请派人来修';

for (const service of SERVICES) {
  describe(`Asking ${service.toUpperCase()}`, function () {
    this.timeout(60_000);
    let standin: Standin;
    let unsure: string;
    const says = (said: Said) => {
      standin.reply = () => said;
    };
    const reader = (when: 'unsure' | 'first'): Promise<Reader> => readerOf(service, standin, { when });
    const own = async (text: string): Promise<Understood> => (await ownReader()).recognize(text, monday);

    before(async () => {
      const local = await ownReader();
      unsure = VAGUE.find((text) => local.recognize(text, monday).band === 'ask') ?? '';
      expect(unsure, 'a sentence the desk is unsure of').to.not.equal('');
      expect(local.recognize(SURE, monday).band).to.equal('act');
    });
    beforeEach(async () => {
      standin = await startStandin();
    });
    afterEach(async () => {
      expect(standin.problems).to.deep.equal([]);
      await standin.close();
    });

    it('happens only where the desk would have to ask back', async () => {
      says({ intents: { suggestion: 0.93, None: 0.1 } });
      const second = await reader('unsure');
      expect(await second.read(SURE)).to.deep.equal(await own(SURE));
      expect(standin.asked).to.have.lengthOf(0);
      const understood = await second.read(unsure);
      expect(standin.asked).to.have.lengthOf(1);
      expect(understood).to.include({ recognizer: service, band: 'act' });
      expect(understood.intents[0]).to.deep.equal({ name: 'suggestion', score: 0.93 });
    });

    it('comes first when the office wants it so', async () => {
      says({ intents: { suggestion: 0.93 } });
      expect((await (await reader('first')).read(SURE)).intents[0]?.name).to.equal('suggestion');
    });

    it('never happens with danger, short answers, personal answers or letters', async () => {
      const second = await reader('first');
      const ask = (kind: 'person' | 'phone' | 'dwelling' | 'yes-no') => ({
        openQuestion: { form: 'repair', key: kind, kind },
      });
      await second.read('着火了');
      await second.read('嗯', ask('yes-no'));
      await second.read('Ouyang Feifei', ask('person'));
      await second.read('就是登记的那个', ask('phone'));
      await second.read('老地方', ask('dwelling'));
      await second.read('');
      await second.read('灯'.repeat(501));
      expect(standin.asked).to.have.lengthOf(0);
      await second.read('灯'.repeat(500));
      expect(standin.asked).to.have.lengthOf(1);
    });

    it('keeps the desk’s own answer when the service knows less', async () => {
      says({ intents: { None: 0.3, suggestion: 0.2 } });
      const understood = await (await reader('first')).read(SURE);
      expect(understood).to.include({ recognizer: 'local', band: 'act' });
      expect(understood.intents[0]?.name).to.equal('repair');
    });

    it('lets the resident choose when the service sees two things nearly alike', async () => {
      says({ intents: { suggestion: 0.9, complaint: 0.86 } });
      const understood = await (await reader('unsure')).read(unsure);
      expect(understood).to.include({ recognizer: service, band: 'ask' });
      // The desk's own guess may stand between them: which one it is changes with the example sentences.
      const [first, ...others] = understood.intents.slice(0, 3).map(({ name }) => name);
      expect(first).to.equal('suggestion');
      expect(others).to.include('complaint');
    });

    it('reads names with dots and blanks, and what it does not know as out of scope', async () => {
      says({ intents: { 'Fee.Enquiry': 0.95, 'visit survey': 0.4, 'Travel.Book': 0.3, None: 0.2 } });
      const { intents } = await (await reader('first')).read('那个数是怎么算出来的呀');
      expect(intents.slice(0, 2)).to.deep.equal([
        { name: 'fee_enquiry', score: 0.95 },
        { name: 'visit_survey', score: 0.4 },
      ]);
      expect(intents.find(({ name }) => name === 'out_of_scope')?.score).to.equal(0.3);
    });

    it('may raise an alarm that the rules did not see', async () => {
      says({ intents: { emergency: 0.92 } });
      const understood = await (await reader('unsure')).read(unsure);
      expect(understood.emergency).to.deep.equal({ kind: 'other', words: unsure.slice(0, 40) });
      expect(understood).to.include({ band: 'act', recognizer: service });
      expect(understood.intents[0]?.name).to.equal('emergency');
    });

    it('can never take an alarm back', async () => {
      says({ intents: { greet: 1 } });
      const understood = await (await reader('first')).read('家里有很浓的煤气味');
      expect(understood).to.deep.equal(await own('家里有很浓的煤气味'));
      expect(understood.emergency?.kind).to.equal('gas');
    });

    it('adds what the desk did not find, and leaves what it found', async () => {
      const text = '3栋2单元501门口那个铁疙瘩歪了，来4位师傅';
      says({
        intents: { repair: 0.9 },
        entities: [
          { name: 'fixture', words: '铁疙瘩', type: 'fixture', value: ['tap'] },
          { name: 'people', words: '4', type: 'builtin.number', value: 4 },
          { name: 'fixture', words: '111', type: 'fixture', value: ['toilet'] },
          { name: 'fixture', words: '那个', type: 'fixture', value: ['no-such-key'] },
          { name: 'colour', words: '歪了', type: 'colour', value: ['red'] },
          { name: 'urgency', words: '门口', type: 'urgency', value: ['high'], score: 0.2 },
        ],
      });
      const { entities: before } = await own(text);
      const { entities, faultClass } = await (await reader('first')).read(text);
      const added = entities.filter(
        (one) => !before.some((other) => other.start === one.start && other.type === one.type),
      );
      expect(entities).to.deep.include.members(before);
      const fixture = added.find((one): one is EntityOf<'fixture'> => one.type === 'fixture');
      expect(fixture).to.deep.include({ text: '铁疙瘩', start: 12, end: 15 });
      expect(fixture?.value).to.include({ key: 'tap', category: 'R01' });
      expect(added.map(({ type }) => type)).to.not.include('urgency');
      expect(added.filter(({ type }) => type === 'people').every(({ value }) => value === 4)).to.equal(true);
      expect(faultClass).to.be.a('string');
    });
  });
}
