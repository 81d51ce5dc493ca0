import { expandCodes } from './code-range.ts';
import { type Common, type Contents, type Estate, estateDocuments } from './documents.ts';
import { knowledgeProblems } from './knowledge-problems.ts';
import { moveInProblems } from './move-in-problems.ts';
import { noticeProblems } from './notices.ts';
import { fault, type Problem } from './problem.ts';
import { repairProblems } from './repair-problems.ts';

/** What no document can be blamed for alone: ids that clash and names that point nowhere. */
export function crossProblems({ common, estates }: Contents): Problem[] {
  return [
    ...idProblems([...estates.values()]),
    ...[...estates.values()].flatMap(liftProblems),
    ...[...estates.values()].flatMap((estate) => noticeProblems(common, estate)),
    ...[...estates.values()].flatMap((estate) => moveInProblems(common, estate)),
    ...[...estates.values()].flatMap((estate) => knowledgeProblems(common, estate)),
    ...safetyProblems(common),
    ...repairProblems(common),
  ];
}

function idProblems(estates: readonly Estate[]): Problem[] {
  const problems: Problem[] = [];
  const owners = new Map<string, string>();
  for (const { id: folder, office } of estates) {
    const file = `estates/${folder}/office.json`;
    const owner = owners.get(office.id);
    if (owner !== undefined) {
      const reason = { zh: `小区“${owner}”已用了这个 id`, en: `the estate in folder "${owner}" has this id already` };
      problems.push(fault(file, 'id', 'duplicate', reason));
    } else if (office.id !== folder) {
      const reason = { zh: `应与文件夹名“${folder}”相同`, en: `must be the name of its folder, "${folder}"` };
      problems.push(fault(file, 'id', 'id-mismatch', reason));
    }
    owners.set(office.id, owner ?? folder);
  }
  return problems;
}

function liftProblems({ id, register, commonPlaces }: Estate): Problem[] {
  if (register.lines.length === 0) return [];
  const entrances = new Set(register.lines.flatMap(entrancesOf));
  const reason = { zh: '房号表里没有这个楼栋或单元', en: 'the register has no such building or unit' };
  const lost = commonPlaces.lifts.map(entranceOf).filter((entrance) => !entrances.has(entrance));
  const file = `estates/${id}/common-places.json`;
  return [...new Set(lost)].map((entrance) => fault(file, `lifts (${entrance})`, 'unknown-reference', reason));
}

function entranceOf({ building, unit }: { building: string; unit?: string | undefined }): string {
  return unit === undefined ? building : `${building}-${unit}`;
}

function entrancesOf({ building, unit }: Estate['register']['lines'][number]): string[] {
  const units = unit === undefined ? [] : (expandCodes(unit) ?? []);
  return (expandCodes(building) ?? []).flatMap((one) => [one, ...units.map((name) => `${one}-${name}`)]);
}

function safetyProblems({ emergency, emergencyLines, safetyLines }: Common): Problem[] {
  const lines = new Set(safetyLines.lines.map(({ kind }) => kind));
  const unanswered = emergency.kinds.flatMap(({ kind }, at) => {
    if (lines.has(kind)) return [];
    const reason = { zh: `safety-lines.json 中没有“${kind}”`, en: `safety-lines.json has no line for "${kind}"` };
    return [fault('common/emergency.json', `kinds[${at}].kind`, 'unknown-reference', reason)];
  });
  const local = Object.keys(estateDocuments.office.shape.phones.shape);
  const phones = new Set([...local, ...emergencyLines.lines.map(({ key }) => key)]);
  const nowhere = safetyLines.lines.flatMap((line, at) =>
    line.phones.flatMap((phone, position) => {
      if (phones.has(phone)) return [];
      const reason = { zh: `没有名为“${phone}”的电话`, en: `there is no phone called "${phone}"` };
      return [fault('common/safety-lines.json', `lines[${at}].phones[${position}]`, 'unknown-reference', reason)];
    }),
  );
  return [...unanswered, ...nowhere];
}
