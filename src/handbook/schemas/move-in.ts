import { z } from 'zod';
import { because, bilingual, listOf, slug, text, wordLists } from './words.ts';

/** The four desks of the handover, in the trade's own order. */
export const MOVE_IN_DESKS = ['reception', 'guides', 'cashier', 'service'] as const;

/** What the inspection form has to cover at least: 门窗、水电、墙面、屋顶、地面. */
export const MOVE_IN_MINIMUM = ['doors-windows', 'water-power', 'walls', 'roof-water', 'floor'] as const;

const named = { key: slug, name: bilingual };

const paper = z.strictObject({
  ...named,
  /** What is looked at on the paper itself, such as the term of a letter of authority. */
  checks: listOf(z.strictObject(named), ({ key }) => key).default([]),
});

/** Something the desk says of a kind of owner; a legal statement names law and article. */
const remark = z.strictObject({
  key: slug,
  zh: text,
  en: text,
  law: bilingual.optional(),
  article: text.optional(),
});

const kind = z.strictObject({
  ...named,
  words: z.strictObject(wordLists),
  /** `handover`: the four desks. `registration`: papers and cards only. `person`: always a person. */
  track: z.enum(['handover', 'registration', 'person']),
  bring: z.array(slug).min(1),
  says: z.array(slug),
});

const desk = z.strictObject({
  key: z.enum(MOVE_IN_DESKS),
  name: bilingual,
  does: bilingual,
  /** What is done there, in a word or two. */
  step: bilingual,
  bring: bilingual,
  gives: z.array(bilingual),
  takes: z.array(bilingual),
  records: z.array(bilingual),
});

const check = z.strictObject({
  code: z.string().regex(/^[A-Z]\d$/),
  name: bilingual,
  words: z.strictObject(wordLists).optional(),
});

const part = z
  .strictObject({
    letter: z.string().regex(/^[A-Z]$/),
    ...named,
    words: z.strictObject(wordLists),
    /** Rooms that mean this part when nothing else does. */
    rooms: z.strictObject(wordLists).optional(),
    /** How anybody can try it. */
    test: bilingual,
    minimum: z.enum(MOVE_IN_MINIMUM).optional(),
    checks: listOf(check, ({ code }) => code).min(1),
  })
  .refine(({ letter, checks }) => checks.every(({ code }) => code.startsWith(letter)), {
    path: ['checks'],
    ...because('bad-value', '编号要以本部位的字母开头', "each code begins with the part's letter"),
  });

const level = z.strictObject({
  key: z.enum(['serious', 'ordinary', 'minor']),
  name: bilingual,
  words: z.strictObject(wordLists),
  advice: bilingual,
});

const fee = z.strictObject({
  ...named,
  words: z.strictObject(wordLists),
  /** Whose money it is, or to whom it goes. */
  money: bilingual,
  basis: bilingual,
  /** Null where it is not for the office to say. */
  refundable: z.boolean().nullable(),
  collectedByOffice: z.boolean(),
  note: bilingual.optional(),
  /** The estate's own channel to name (`channels` of its move-in.json). */
  channel: z.enum(['fund', 'tax', 'developer']).optional(),
});

/** common/move-in.json: papers, desks, states, inspection, fees and exceptions of moving in, as they hold everywhere. */
export const moveInSchema = z
  .strictObject({
    note: z.string().default(''),
    papers: listOf(paper, ({ key }) => key),
    remarks: listOf(remark, ({ key }) => key),
    /** As they are offered; where the words of two are said, the later counts, which is the more special. */
    kinds: listOf(kind, ({ key }) => key).min(1),
    desks: listOf(desk, ({ key }) => key).length(MOVE_IN_DESKS.length),
    states: listOf(z.strictObject({ ...named, side: z.boolean() }), ({ key }) => key),
    signed: listOf(z.strictObject({ ...named, optional: z.boolean(), note: bilingual.optional() }), ({ key }) => key),
    handedOver: listOf(paper, ({ key }) => key),
    keyKinds: listOf(paper, ({ key }) => key),
    parts: listOf(part, ({ letter }) => letter).min(1),
    /** The first whose words are said counts; the last is meant where none is. */
    levels: listOf(level, ({ key }) => key).length(3),
    fees: listOf(fee, ({ key }) => key),
    /** `rule` is for staff, `says` for the desk. */
    exceptions: listOf(z.strictObject({ ...named, rule: bilingual, says: bilingual }), ({ key }) => key),
  })
  .superRefine(({ papers, remarks, kinds, parts }, context) => {
    const known = { bring: new Set(papers.map(({ key }) => key)), says: new Set(remarks.map(({ key }) => key)) };
    for (const [at, one] of kinds.entries()) {
      for (const list of ['bring', 'says'] as const) {
        const lost = one[list].find((key) => !known[list].has(key));
        if (lost === undefined) continue;
        const refusal = because('unknown-reference', `没有名为“${lost}”的条目`, `nothing is called "${lost}"`);
        context.addIssue({ code: 'custom', path: ['kinds', at, list], ...refusal });
      }
    }
    const covered = new Set(parts.map(({ minimum }) => minimum));
    if (MOVE_IN_MINIMUM.every((one) => covered.has(one))) return;
    const refusal = because(
      'bad-value',
      '验房至少要包含门窗、水电、墙面、屋顶、地面',
      'the inspection covers at least doors and windows, water and power, walls, roof and floor',
    );
    context.addIssue({ code: 'custom', path: ['parts'], ...refusal });
  });
