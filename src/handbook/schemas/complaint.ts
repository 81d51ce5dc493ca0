import { z } from 'zod';
import { wordings } from './wordings.ts';
import { because, bilingual, day, listOf, phoneNumber, slug, text } from './words.ts';

const code = z
  .string()
  .refine((value) => /^C(0[1-9]|1\d|20)$/.test(value), because('bad-value', '应为 C01 至 C20', 'must be C01 to C20'));

/** 一般、重要、重大. */
const severity = z.enum(['ordinary', 'important', 'major']);

/** Who deals with it: front desk, 主管, 经理, 主任, the one in charge of personal data, or the company above the office. */
const addressee = z.enum(['front-desk', 'supervisor', 'manager', 'director', 'privacy-officer', 'company']);

/** What the desk asks besides the matter itself and whom to call back, in the order of the form. */
const asked = z.enum(['source', 'sound', 'home', 'where', 'whom', 'when', 'ongoing', 'wish', 'photo']);

const category = z.strictObject({
  code,
  zh: text,
  en: text,
  words: wordings,
  /** True when its words decide, whatever else is said: a bribe is one, whoever paid it. */
  decides: z.boolean().default(false),
  /** Whose matter it is as a rule; for the figures, never said to a resident. */
  responsibility: z.enum(['office', 'resident', 'developer', 'utility', 'authority', 'mistaken']),
  severity: severity.default('ordinary'),
  /** Only where it is not the one its severity goes to. */
  goesTo: addressee.optional(),
  /** True where whom it concerns could learn who complained: then only those above the front desk see who it was. */
  confidential: z.boolean().default(false),
  asks: listOf(asked, (one) => one).default([]),
});

/** What makes a complaint graver, wherever it is said. */
const sign = z.strictObject({
  key: slug,
  words: wordings,
  severity,
  goesTo: addressee.optional(),
  confidential: z.boolean().default(false),
  /** True when a person takes over at once, before anything is written down. */
  atOnce: z.boolean().default(false),
});

/** Somewhere else to turn to. The number stands in the office's phones, among the national lines, or here. */
const route = z.strictObject({
  key: slug,
  zh: text,
  en: text,
  officePhone: slug.optional(),
  nationalLine: slug.optional(),
  number: phoneNumber.optional(),
  source: z.string().default(''),
});

/** A rule that may be named when asked about: law and article, and the day somebody checked it. */
const basis = z.strictObject({ ...bilingual.shape, source: bilingual, checkedOn: day });

/** Whether a person takes over once it is filed: not, when the resident likes, or in any case. */
const handling = (goesTo: z.output<typeof addressee>, person: 'no' | 'offered' | 'called') =>
  z.strictObject({ goesTo: addressee, person: z.enum(['no', 'offered', 'called']) }).default({ goesTo, person });

const named = z.strictObject({ key: slug, words: wordings });

const none = { zh: [], en: [] };

/** complaint.json: kinds of complaint, how residents say them, what is asked, who deals with them, and where else to turn. */
export const complaintSchema = z.strictObject({
  note: z.string().default(''),
  categories: listOf(category, (one) => one.code).default([]),
  /** Offered when the words leave open what it is about. */
  shortlist: z.array(code).default([]),
  signs: listOf(sign, ({ key }) => key).default([]),
  handling: z
    .strictObject({
      ordinary: handling('front-desk', 'no'),
      important: handling('manager', 'offered'),
      major: handling('director', 'called'),
    })
    .default({
      ordinary: { goesTo: 'front-desk', person: 'no' },
      important: { goesTo: 'manager', person: 'offered' },
      major: { goesTo: 'director', person: 'called' },
    }),
  /** What the record of a dissuasion needs: where a noise comes from, what it is, whether it goes on. */
  noise: z
    .strictObject({
      sources: z.array(named).default([]),
      sounds: z.array(named).default([]),
      now: wordings.default(none),
    })
    .default({ sources: [], sounds: [], now: none }),
  /** How often and since when, where no date or hour is said. */
  often: wordings.default(none),
  /** Said before, reported before. */
  again: wordings.default(none),
  /** Whom of the office somebody names, by their post. */
  posts: wordings.default(none),
  compensation: wordings.default(none),
  insults: wordings.default(none),
  routes: listOf(route, ({ key }) => key).default([]),
  /** `fees`: paying while dissatisfied. `noise`: who does what about noise. */
  bases: z.strictObject({ fees: basis.optional(), noise: basis.optional() }).default({}),
  /** The local key under which an estate keeps the hours in which noisy works are allowed. */
  worksHours: text.default('facts.noise.hours'),
});
