import type { DeskName, DraftBody, QuestionDetail } from '#console/questions/question-api.ts';
import { keepDraft, readDraft } from '../chat/drafts.ts';

/** A draft as it is typed: one text a field, a list with one entry a line. */
export interface DraftFields {
  topic: string;
  questionZh: string;
  questionEn: string;
  variantsZh: string;
  variantsEn: string;
  shortZh: string;
  shortEn: string;
  longZh: string;
  longEn: string;
  sourceZh: string;
  sourceEn: string;
  validFrom: string;
  validTo: string;
  auth: DraftBody['auth'];
  replaces: string;
}

const TOPIC_OF: Record<DeskName, string> = {
  reception: 'office',
  engineering: 'repair',
  finance: 'fees',
  service: 'rights',
};

const keyOf = (id: string) => `knowledge.${id}`;

/** What was typed before a reload, else the last draft, else the question and its answer. */
export function beginDraft(detail: QuestionDetail): DraftFields {
  const kept = readDraft(keyOf(detail.question.id));
  if (kept !== '') return JSON.parse(kept) as DraftFields;
  return detail.draft ? fromBody(detail.draft.body) : fromAnswer(detail);
}

/** Keeps what is typed across reloads of this window. */
export function keepFields(id: string, fields: DraftFields): void {
  keepDraft(keyOf(id), JSON.stringify(fields));
}

/** The draft is handed in. */
export function forgetFields(id: string): void {
  keepDraft(keyOf(id), '');
}

function fromAnswer({ question, today, about }: QuestionDetail): DraftFields {
  const english = question.locale === 'en';
  const answer = question.answer ?? '';
  return {
    topic: TOPIC_OF[question.desk],
    questionZh: about?.question.zh ?? (english ? '' : question.words),
    questionEn: about?.question.en ?? (english ? question.words : ''),
    variantsZh: english || !about ? '' : question.words,
    variantsEn: english && about ? question.words : '',
    shortZh: english ? '' : answer,
    shortEn: english ? answer : '',
    longZh: '',
    longEn: '',
    sourceZh: '',
    sourceEn: '',
    validFrom: today,
    validTo: '',
    auth: 'A0',
    replaces: about?.id ?? '',
  };
}

function fromBody(body: DraftBody): DraftFields {
  return {
    topic: body.topic,
    questionZh: body.question.zh,
    questionEn: body.question.en,
    variantsZh: body.variants.zh.join('\n'),
    variantsEn: body.variants.en.join('\n'),
    shortZh: body.short.zh,
    shortEn: body.short.en,
    longZh: body.long?.zh ?? '',
    longEn: body.long?.en ?? '',
    sourceZh: body.source.zh,
    sourceEn: body.source.en,
    validFrom: body.validFrom,
    validTo: body.validTo ?? '',
    auth: body.auth,
    replaces: body.replaces ?? '',
  };
}

/** The draft as the desk takes it; which values it speaks is read from its words there. */
export function toBody(fields: DraftFields): DraftBody {
  const linesOf = (typed: string) => typed.split('\n').filter((one) => one.trim() !== '');
  return {
    topic: fields.topic,
    question: { zh: fields.questionZh, en: fields.questionEn },
    variants: { zh: linesOf(fields.variantsZh), en: linesOf(fields.variantsEn) },
    short: { zh: fields.shortZh, en: fields.shortEn },
    ...(fields.longZh || fields.longEn ? { long: { zh: fields.longZh, en: fields.longEn } } : {}),
    keys: [],
    source: { zh: fields.sourceZh, en: fields.sourceEn },
    validFrom: fields.validFrom,
    validTo: fields.validTo || null,
    auth: fields.auth,
    ...(fields.replaces ? { replaces: fields.replaces } : {}),
  };
}
