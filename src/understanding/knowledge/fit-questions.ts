import { conceptsIn } from '../local/concepts.ts';
import { buildVocabulary, type Vocabulary, vectorOf } from '../local/features.ts';
import { indexDocuments, type Neighbours } from '../local/neighbours.ts';
import { fitMachine, layOut, type Machine, type Problem, SVM } from '../local/svm.ts';
import { CHANNELS, tokensOf } from '../local/tokens.ts';

/** An entry of the office's knowledge as far as finding it goes: its question in both languages, and other wordings. */
export interface Asked {
  readonly id: string;
  readonly question: { readonly zh: string; readonly en: string };
  readonly variants: { readonly zh: readonly string[]; readonly en: readonly string[] };
}

/** One way of asking for an entry. */
export interface Wording {
  readonly id: string;
  readonly text: string;
}

/** What finds the entry that a message asks for; made of all wordings in both languages. */
export interface QuestionModel {
  readonly ids: readonly string[];
  readonly vocabulary: Vocabulary;
  readonly machine: Machine;
  readonly neighbours: Neighbours;
}

/** Every way of asking, entry by entry. */
export function wordingsOf(entries: readonly Asked[]): Wording[] {
  return entries.flatMap(({ id, question, variants }) =>
    [question.zh, question.en, ...variants.zh, ...variants.en].map((text) => ({ id, text })),
  );
}

/** Said before any question alike. */
const LEAD_IN =
  /(您好|你好|请教|请问|打扰|麻烦|谢谢|我?想?(问|咨询|了解)(一)?下|(?<![a-z])(hello|hi there|hi|hey|excuse me|please|thank you|thanks|(can|could) you tell me|i('d| would) like to (know|ask)|i want(ed)? to (know|ask))(?![a-z]))[，,。.!！:：\s]*/giu;

/** A text as the finder reads it: its words without the courtesies, and marks for what they are about. */
export function prepared(text: string): string {
  const bare = text.replace(LEAD_IN, '');
  return `${bare.trim() === '' ? text : bare} ${conceptsIn(text)}`;
}

/** Fits one linear machine an entry against all others. The same wordings always give the same model. */
export function fitQuestions(wordings: readonly Wording[]): QuestionModel {
  const ids = [...new Set(wordings.map(({ id }) => id))];
  const tokens = wordings.map(({ text }) => tokensOf(prepared(text)));
  const vocabulary = buildVocabulary(tokens, CHANNELS);
  const documents = tokens.map((one) => vectorOf(one, vocabulary));
  const features = vocabulary.scale.length;
  const labels = Int32Array.from(wordings, ({ id }) => ids.indexOf(id));
  const problem: Problem = { corpus: layOut(documents), labels, classes: ids.length, features };
  const { machine } = fitMachine(problem, SVM);
  return { ids, vocabulary, machine, neighbours: indexDocuments(documents, features) };
}
