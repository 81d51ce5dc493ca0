import { join } from 'node:path';
import { expect } from 'chai';
import fc from 'fast-check';
import { advance, carryOver, nextQuestion } from '#dialogs/asking/advance.ts';
import type { OpenForm } from '#dialogs/desk-state.ts';
import { newDeskState, readDeskState } from '#dialogs/desk-state.ts';
import type { Estate } from '#dialogs/desk-turn.ts';
import { forms } from '#dialogs/services.ts';
import { createSpeech } from '#dialogs/speech.ts';
import { type Handbook, openHandbook } from '#handbook/handbook.ts';
import { fixedClock } from '#records/clock.ts';
import { createDeskRecognizer } from '#src/desk-recognizer.ts';
import { ROOT } from '#src/root.ts';
import type { Recognizer } from '#understanding/recognizer.ts';
import { aForm } from './a-form.ts';

describe('a form that is being filled', () => {
  const say = createSpeech(join(ROOT, 'locales')).say('zh-CN');
  let handbook: Handbook;
  let recognizer: Recognizer;
  let estate: Estate;
  before(async () => {
    handbook = await openHandbook({ dir: join(ROOT, 'data'), watch: false });
    recognizer = createDeskRecognizer(handbook, { handbookDir: join(ROOT, 'data') });
    estate = handbook.estate('qinghu') as Estate;
  });
  after(() => handbook.close());

  const repair = forms.repair ?? aForm();
  const begun = (asking?: string): OpenForm => ({ form: 'repair', version: 1, answers: {}, misses: 0, asking });

  /** Reads one message into an open form, as the desk does. */
  async function read(open: OpenForm, text: string, form = repair) {
    const question = form.questions.find((one) => one.key === open.asking);
    const understood = await recognizer.recognize(text, {
      locale: 'zh-CN',
      now: new Date('2026-11-23T02:00:00Z'),
      timeZone: 'Asia/Shanghai',
      estateId: 'qinghu',
      openQuestion: question
        ? { form: 'repair', key: question.key, kind: question.kind }
        : (open.asking && { form: 'repair', key: open.asking, kind: 'yes-no' as const }) || undefined,
    });
    const clock = fixedClock(Date.parse('2026-11-23T02:00:00Z'));
    const about = { estate, common: handbook.common(), clock, say, locale: 'zh-CN' } as const;
    return advance(form, open, { text, understood, files: [], ...about });
  }

  it('takes every answer that one message holds', async () => {
    const { open } = await read(
      begun('what'),
      '3栋2单元501卫生间从昨天开始堵了，没有反水，电话13912345678，明天上午在家',
    );
    expect(Object.keys(open.answers)).to.have.members(['what', 'first', 'where', 'since', 'whenHome', 'contact']);
    expect(nextQuestion(repair, open.answers)).to.have.property('key', 'photo');
  });

  it('changes one part of an address and keeps the rest', async () => {
    const { open } = await read(begun('where'), '3栋2单元501');
    const { open: corrected, changed } = await read({ ...open, asking: 'since' }, '不是3栋，是5栋');
    expect(changed).to.deep.equal(['where']);
    expect(corrected.answers.where?.told).to.equal('5栋2单元501');
  });

  it('puts together an address that comes in pieces', async () => {
    const { open, problem } = await read(begun('where'), '3栋');
    expect(problem?.key).to.equal('asking:missing.unit');
    const { open: whole } = await read(open, '2单元501');
    expect(whole.answers.where?.told).to.equal('3栋2单元501');
  });

  it('does not mistake a question back for an answer', async () => {
    const { open } = await read(begun('where'), '你们几点下班？');
    expect(open.answers).to.deep.equal({});
  });

  it('keeps what is still valid when the form has changed since', () => {
    const told = (value: string) => ({ value, told: value });
    const open: OpenForm = {
      form: 'repair',
      version: 1,
      answers: { where: told('x'), colour: told('red') },
      misses: 1,
      asking: 'colour',
    };
    const changed = carryOver(aForm({ version: 2 }), open);
    expect(changed).to.deep.equal({ form: 'repair', version: 2, answers: { where: told('x') }, misses: 0 });
  });

  it('starts afresh from no state, and leaves a newer program’s state alone', () => {
    expect(readDeskState('{}', 'en')).to.deep.equal(newDeskState('en'));
    expect(() => readDeskState('{"version":2}', 'en')).to.throw('newer');
  });

  it('never loses an answer, whatever is said in whatever order', async function () {
    this.timeout(60_000);
    const words = [
      '3栋2单元501',
      '昨天晚上',
      '明天下午',
      '13800138000',
      '厨房灯坏了',
      '啊？',
      '不是3栋，是5栋',
      '跳过',
      '好的',
      '2单元',
      '😀',
      '我姓王',
    ];
    await fc.assert(
      fc.asyncProperty(fc.array(fc.constantFrom(...words), { maxLength: 12 }), async (said) => {
        let open = begun('what');
        for (const text of said) {
          const before = Object.keys(open.answers);
          const result = await read(open, text);
          const kept = Object.keys(result.open.answers);
          const chosen = open.asking === 'confirm' || open.asking === 'change';
          if (!chosen) expect(kept).to.include.members(before);
          const next = nextQuestion(repair, result.open.answers);
          open = { ...result.open, asking: next === 'confirm' ? 'confirm' : next.key };
        }
      }),
      { numRuns: 60 },
    );
  });
});
