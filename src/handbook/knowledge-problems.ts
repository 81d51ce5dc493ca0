import type { Common, Estate } from './documents.ts';
import { fault, type Problem, warning } from './problem.ts';

/** Where an estate's own knowledge clashes with what holds everywhere: an id used twice, an entry replaced that is not there. */
export function knowledgeProblems({ knowledge }: Common, { id: estate, knowledge: own }: Estate): Problem[] {
  const file = `estates/${estate}/knowledge.json`;
  const known = new Set(knowledge.entries.map(({ id }) => id));
  return own.entries.flatMap(({ id, replaces }, at): Problem[] => {
    const taken = { zh: 'common/knowledge.json 已用了这个编号', en: 'common/knowledge.json has this id already' };
    const lost = { zh: 'common/knowledge.json 中没有这一条', en: 'common/knowledge.json has no such entry' };
    return [
      ...(known.has(id) ? [fault(file, `entries[${at}].id`, 'duplicate', taken)] : []),
      // An update of the shipped knowledge may drop an entry; what the office wrote stays in force.
      ...(replaces !== undefined && !known.has(replaces)
        ? [warning(file, `entries[${at}].replaces`, 'unknown-reference', lost)]
        : []),
    ];
  });
}
