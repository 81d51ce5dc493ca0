import type { KnowledgeEntry } from '#handbook/knowledge.ts';
import { type DeskTurn, inLanguage } from '../desk-turn.ts';

const LAW = /法|典|条例|规定|办法|解释|令/u;
const DECIDED = /合同和法院判断为准|the contract and the court decide/iu;

/** A light word on the law an answer rests on, when it rests on one and the words do not name it already; none otherwise. */
export function basisOf(turn: DeskTurn, entry: KnowledgeEntry, words: string): string[] {
  const source = lawsOf(turn, entry);
  if (!source || words.includes(source)) return [];
  const key = DECIDED.test(words) ? 'enquiry:basisAlone' : 'enquiry:basis';
  return [turn.say(key, { source, checkedOn: entry.checkedOn })];
}

/** 「依据是什么？」: law and article, or the office's own paper. */
export function wholeBasis(turn: DeskTurn, entry: KnowledgeEntry): string {
  const key = lawsOf(turn, entry) ? 'enquiry:basis' : 'enquiry:basisAlone';
  return turn.say(key, { source: inLanguage(turn, entry.source), checkedOn: entry.checkedOn });
}

/** The laws among the sources, which stand in the same order in both languages. */
function lawsOf(turn: DeskTurn, { source }: KnowledgeEntry): string {
  const chinese = source.zh.split(/[；;]\s*/u);
  const own = inLanguage(turn, source).split(/[；;]\s*/u);
  const laws = own.filter((_, at) => LAW.test(chinese[at] ?? ''));
  return laws.join(turn.say('asking:semicolon'));
}
