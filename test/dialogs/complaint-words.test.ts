import { globSync, readFileSync } from 'node:fs';
import { expect } from 'chai';
import { openHandbook } from '#handbook/handbook.ts';
import { ROOT } from '#src/root.ts';
import { parseChat } from '../conversations/chat-file.ts';

interface Forbidden {
  phrase: string;
  unless: readonly string[];
  alone: boolean;
}

/** A phrase of the forbidden list that a sentence says, where it is no part of a harmless word. */
function said(sentence: string, { phrase, unless, alone }: Forbidden): boolean {
  const text = sentence.toLowerCase();
  if (alone) return text.trim() === phrase.toLowerCase();
  return unless.reduce((rest, one) => rest.replaceAll(one.toLowerCase(), ''), text).includes(phrase.toLowerCase());
}

/** Fault admitted, money or success promised, a threat over the fee: never, in either language. */
const NEVER =
  /是我们的(责任|错|过错|问题)|我们(会|来|愿意)?(赔|补偿)|一定(会|能)|肯定(会|能|可以)|断水|停水|断电|停电|停气|门禁卡|滞纳金|\b(our (fault|mistake|responsibility)|we (will )?(pay|compensate|refund)|certainly|definitely|cut off|late fee)\b/iu;

function sentences(value: unknown): string[] {
  return typeof value === 'string' ? [value] : Object.values(value as object).flatMap(sentences);
}

describe('What the desk says to a complaint, a suggestion and praise', () => {
  let forbidden: readonly Forbidden[];
  before(async () => {
    const handbook = await openHandbook({ dir: `${ROOT}data`, watch: false });
    forbidden = handbook.common().phrases.forbidden;
    await handbook.close();
  });

  const wrong = (spoken: readonly string[]) =>
    spoken.flatMap((one) => [
      ...forbidden.filter((phrase) => said(one, phrase)).map(({ phrase }) => `${phrase}: ${one}`),
      ...(NEVER.test(one) ? [`admits or promises: ${one}`] : []),
    ]);

  for (const service of ['complaint', 'suggestion']) {
    it(`has no forbidden phrase, admission or promise in any sentence of ${service}`, () => {
      for (const language of ['zh-CN', 'en']) {
        const file = `${ROOT}locales/${language}/${service}.json`;
        expect(wrong(sentences(JSON.parse(readFileSync(file, 'utf8')))), file).to.deep.equal([]);
      }
    });

    it(`has none in any golden conversation of ${service}, whatever the resident says`, () => {
      const files = globSync(`${ROOT}test/conversations/${service}/*.chat`);
      expect(files.length).to.be.at.least(4);
      for (const file of files) {
        const desk = parseChat(readFileSync(file, 'utf8')).filter(({ who }) => who === 'desk');
        expect(wrong(desk.map(({ text }) => withoutRestated(text))), file).to.deep.equal([]);
      }
    });
  }

  it('speaks at most one question at a time', () => {
    for (const file of globSync(`${ROOT}test/conversations/{complaint,suggestion}/*.chat`)) {
      const desk = parseChat(readFileSync(file, 'utf8')).filter(({ who }) => who === 'desk');
      for (const { text } of desk) {
        const asked = withoutRestated(text).match(/[？?]/gu) ?? [];
        expect(asked.length, `${file}: ${text}`).to.be.at.most(1);
      }
    }
  });
});

/** Without the lines that give back the resident's own words. */
function withoutRestated(text: string): string {
  return text
    .split('\n')
    .filter((line) => !/^(内容|您的希望|您想知道|What happened|Your words|Your wish|You asked)(：|: )/u.test(line))
    .map((line) => line.replace(/[（(][^（）()]*[)）]|“[^”]*”/gu, ''))
    .join('\n');
}
