import type { KnowledgeEntry } from '#handbook/knowledge.ts';
import type { QuestionDesk } from '#records/questions/questions.ts';
import type { Understood } from '#understanding/recognizer.ts';

const BY_TOPIC: Partial<Record<KnowledgeEntry['topic'], QuestionDesk>> = {
  fees: 'finance',
  fund: 'finance',
  repair: 'engineering',
  neighbours: 'service',
  rights: 'service',
};

/** The desk that is likeliest to know the answer: by what the entry is about, else by what the question sounds like. */
export function deskFor(
  entry: Pick<KnowledgeEntry, 'topic'> | undefined,
  { intents, faultClass }: Pick<Understood, 'intents' | 'faultClass'>,
): QuestionDesk {
  if (entry) return BY_TOPIC[entry.topic] ?? 'reception';
  if (intents[0]?.name === 'fee_enquiry') return 'finance';
  return faultClass === undefined ? 'reception' : 'engineering';
}
