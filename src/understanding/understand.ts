import type { Detection } from './emergency/detect.ts';
import type { Extracted } from './entities/extract.ts';
import { fold, languageOf, readable } from './fold.ts';
import type { Answer } from './knowledge/find-answers.ts';
import { questionsIn } from './knowledge/questions-in.ts';
import { isTypedPinyin } from './knowledge/typed-pinyin.ts';
import { type Model, predict } from './local/model.ts';
import { mattersOf } from './matters.ts';
import { forLearner } from './placeholders.ts';
import type {
  Band,
  Emergency,
  Entity,
  Intent,
  Matter,
  RecognizeContext,
  Reply,
  ScoredIntent,
  Understood,
} from './recognizer.ts';
import { readCourtesy, readOrdinal, readReply, wordKind } from './replies.ts';

/** The parts the desk's own reading is put together from; without a model only rules and entities answer. */
export interface Parts {
  model?: Model;
  detect: (text: string) => Detection;
  extract: (text: string) => Extracted;
  /** Entries of the office's knowledge that may answer a text; without it none are looked for. */
  answers?: ((text: string) => Answer[]) | undefined;
}

interface Reading {
  intents: ScoredIntent[];
  confidence: number;
  band: Band;
}

const NAMED: Partial<Record<Reply, Intent>> = {
  affirm: 'affirm',
  deny: 'deny',
  cancel: 'cancel',
  help: 'help',
  human: 'human',
};
const SURE = 0.99;
/** The model's word alone raises an alarm only from here on; the rules need no model. */
const ALARM = 0.8;

const sure = (name: Intent): Reading => ({ intents: [{ name, score: SURE }], confidence: SURE, band: 'act' });

/** Reads a short word by table, anything else by the model. */
function readIntent(text: string, entities: readonly Entity[], model?: Model): Reading {
  const kind = wordKind(text);
  const named = (kind && NAMED[kind]) ?? readCourtesy(text);
  if (named) return sure(named);
  if (!model || text.trim() === '')
    return { intents: [{ name: 'out_of_scope', score: 0 }], confidence: 0, band: 'person' };
  const { scores, confidence } = predict(model, forLearner(text, entities));
  const intents = scores.slice(0, 5).map(({ label, score }) => ({ name: label as Intent, score }));
  return { intents, confidence, band: confidence >= model.act ? 'act' : confidence >= model.ask ? 'ask' : 'person' };
}

function alarm(detection: Detection, reading: Reading, text: string): Emergency | undefined {
  if (detection.emergency) return detection.emergency;
  const [best] = reading.intents;
  return best?.name === 'emergency' && best.score >= ALARM && !detection.calm
    ? { kind: 'other', words: text.slice(0, 40) }
    : undefined;
}

/** In a calm sentence (a drill, a question about last week's fire) the model's alarm gives way to its next guess. */
function settled(reading: Reading, emergency: Emergency | undefined, calm: boolean): Reading {
  if (emergency) {
    const rest = reading.intents
      .filter((one) => one.name !== 'emergency')
      .map((one) => ({ ...one, score: one.score * (1 - SURE) }));
    return { intents: [{ name: 'emergency', score: SURE }, ...rest], confidence: SURE, band: 'act' };
  }
  const [best, ...rest] = reading.intents;
  if (!calm || best?.name !== 'emergency') return reading;
  const left = rest.reduce((sum, one) => sum + one.score, 0) || 1;
  const intents = [...rest.map((one) => ({ ...one, score: one.score / left })), { ...best, score: 0 }];
  return { ...reading, intents, band: reading.band === 'act' ? 'ask' : reading.band };
}

function withAlarm(entities: readonly Entity[], text: string, emergency?: Emergency): Entity[] {
  const start = emergency ? text.indexOf(emergency.words) : -1;
  if (!emergency || start < 0) return [...entities];
  const urgency: Entity = {
    type: 'urgency',
    start,
    end: start + emergency.words.length,
    text: emergency.words,
    value: 'critical',
  };
  return [...entities, urgency].sort((a, b) => a.start - b.start || b.end - a.end);
}

/** The matters of a message, its questions sorted out by what answers them. */
function withQuestions(
  { head, entities, intents, parts }: { head: string; entities: Entity[]; intents: ScoredIntent[]; parts: Parts },
  matters: readonly Matter[],
  answers: readonly Answer[],
): readonly Matter[] {
  const { model, answers: find } = parts;
  if (!model || !find) return matters;
  const read = (piece: string, inside: Entity[]) => readIntent(piece, inside, model).intents;
  return questionsIn({ text: head, folded: fold(head), entities, intents, read, find }, matters, answers);
}

const BARE: ReadonlySet<Entity['type']> = new Set(['dwelling', 'phone', 'time', 'person-name', 'ticket']);

/** True for a message that only names a home, a person, a phone or a time, as answers do: it asks nothing. */
function isBareAnswer(text: string, entities: readonly Entity[]): boolean {
  const bare = entities.filter(({ type }) => BARE.has(type));
  let rest = text;
  for (const { start, end } of bare) rest = rest.slice(0, start) + ' '.repeat(end - start) + rest.slice(end);
  return bare.length > 0 && !/[\p{L}\p{N}]/u.test(rest);
}

/** Remembers what a stretch of the message at hand was read as: its matters are looked at more than once. */
function once<T>(read: (piece: string) => T): (piece: string) => T {
  const known = new Map<string, T>();
  return (piece) => {
    const before = known.get(piece);
    if (before !== undefined) return before;
    const now = read(piece);
    known.set(piece, now);
    return now;
  };
}

/** Understands one message: danger by rule, then entities, then intent, then whether it holds several matters. Never throws. */
export function understand(text: string, context: RecognizeContext, tools: Parts): Understood {
  const parts = { ...tools, extract: once(tools.extract), ...(tools.answers && { answers: once(tools.answers) }) };
  const head = readable(text);
  const detection = parts.detect(text);
  const { entities, faultClass } = parts.extract(head);
  const first = readIntent(head, entities, parts.model);
  const emergency = alarm(detection, first, head);
  const reading = settled(first, emergency, detection.calm);
  const reply = readReply(head, context.openQuestion);
  const ordinal = readOrdinal(head, context.openQuestion);
  const matters =
    parts.model && !emergency
      ? mattersOf(head, fold(head), entities, (piece, inside) => readIntent(piece, inside, parts.model)).map(
          (matter) => ({ ...matter, faultClass: parts.extract(matter.text).faultClass }),
        )
      : [];
  const asks = !emergency && !wordKind(head) && !readCourtesy(head) && !isBareAnswer(head, entities);
  const answers = asks ? (parts.answers?.(head) ?? []) : [];
  const sorted =
    answers.length > 0 ? withQuestions({ head, entities, intents: reading.intents, parts }, matters, answers) : matters;
  return {
    text,
    locale: isTypedPinyin(head) ? 'zh-CN' : languageOf(head, context.locale),
    intents: reading.intents,
    band: reading.band,
    entities: withAlarm(entities, head, emergency),
    ...(emergency ? { emergency } : {}),
    recognizer: detection.emergency || !parts.model || wordKind(head) ? 'rules' : 'local',
    ...(reply ? { reply } : {}),
    ...(ordinal === undefined ? {} : { ordinal }),
    ...(faultClass ? { faultClass } : {}),
    ...(answers.length > 0 ? { answers } : {}),
    ...(sorted.length > 0 ? { matters: [...sorted] } : {}),
  };
}
