import type { CheckedDocument } from './check-document.ts';
import { crossProblems } from './cross-problems.ts';
import { type Common, type Contents, commonDocuments, type Estate, estateDocuments, isEstateId } from './documents.ts';
import { fault, type Problem } from './problem.ts';

type Documents = ReadonlyMap<string, CheckedDocument>;

/** An estate that is being set up: what the other documents are while they are absent. */
const emptyDocuments = {
  register: estateDocuments.register.parse({}),
  'common-places': estateDocuments['common-places'].parse({}),
  profile: estateDocuments.profile.parse({}),
  privacy: estateDocuments.privacy.parse({}),
  tariff: estateDocuments.tariff.parse({}),
  'quick-topics': estateDocuments['quick-topics'].parse({}),
  duty: estateDocuments.duty.parse({}),
  posts: estateDocuments.posts.parse({}),
  desks: estateDocuments.desks.parse({}),
  notices: estateDocuments.notices.parse({}),
  facts: estateDocuments.facts.parse({}),
  'move-in': estateDocuments['move-in'].parse({}),
  knowledge: estateDocuments.knowledge.parse({}),
  replies: estateDocuments.replies.parse({}),
  retention: estateDocuments.retention.parse({}),
};

/** What of `common/` may be absent. */
const emptyCommon = {
  knowledge: commonDocuments.knowledge.parse({}),
  complaint: commonDocuments.complaint.parse({}),
  'move-in': undefined,
  repair: commonDocuments.repair.parse({}),
  replies: commonDocuments.replies.parse({}),
  'staff-words': commonDocuments['staff-words'].parse({}),
  wordings: commonDocuments.wordings.parse({}),
  'reception-script': commonDocuments['reception-script'].parse({}),
};

/** Puts checked documents together to a handbook, with every problem; `contents` is absent when one is an error. */
export function assemble(documents: Documents): { contents?: Contents | undefined; problems: Problem[] } {
  const folders = [...new Set([...documents.keys()].map(estateFolder).filter((name) => name !== undefined))];
  const problems = [...documents.values()].flatMap((document) => document.problems);
  problems.push(...folders.filter((name) => !isEstateId(name)).map(badFolder), ...missing(documents, folders));
  if (folders.length === 0) problems.push(fault('estates', '', 'no-estates', noEstates));
  if (problems.some(isError)) return { problems };
  const contents: Contents = {
    common: commonOf(documents),
    estates: new Map(folders.map((name) => [name, estateOf(documents, name)])),
  };
  problems.push(...crossProblems(contents));
  return problems.some(isError) ? { problems } : { contents, problems };
}

const noEstates = { zh: '还没有任何小区的文件夹', en: 'there is no folder of any estate' };

function isError({ severity }: Problem): boolean {
  return severity === 'error';
}

function estateFolder(file: string): string | undefined {
  return /^estates\/([^/]+)\//.exec(file)?.[1];
}

function badFolder(name: string): Problem {
  return fault(`estates/${name}`, '', 'bad-path', {
    zh: '小区文件夹名只能用小写字母、数字和连字符，并以字母开头',
    en: 'the folder of an estate is named with small letters, digits and hyphens, a letter first',
  });
}

function missing(documents: Documents, folders: readonly string[]): Problem[] {
  const needed = [
    ...Object.keys(commonDocuments)
      .filter((name) => !(name in emptyCommon))
      .map((name) => `common/${name}.json`),
    ...folders.map((name) => `estates/${name}/office.json`),
  ];
  const reason = { zh: '缺少这个文件', en: 'this file is missing' };
  return needed.filter((file) => !documents.has(file)).map((file) => fault(file, '', 'missing-file', reason));
}

/** Each value has passed the schema of its file name, so the cast says what is already known. */
function valueIn(documents: Documents, folder: string): <T>(name: string, empty?: T) => T {
  return <T>(name: string, empty?: T) => (documents.get(`${folder}/${name}.json`)?.value ?? empty) as T;
}

function commonOf(documents: Documents): Common {
  const value = valueIn(documents, 'common');
  return Object.freeze({
    emergencyLines: value('emergency-lines'),
    safetyLines: value('safety-lines'),
    emergency: value('emergency'),
    faultWords: value('fault-words'),
    phrases: value('phrases'),
    calendar: value('calendar'),
    knowledge: value('knowledge', emptyCommon.knowledge),
    complaint: value('complaint', emptyCommon.complaint),
    moveIn: value('move-in', emptyCommon['move-in']),
    repair: value('repair', emptyCommon.repair),
    replies: value('replies', emptyCommon.replies),
    staffWords: value('staff-words', emptyCommon['staff-words']),
    wordings: value('wordings', emptyCommon.wordings),
    receptionScript: value('reception-script', emptyCommon['reception-script']),
  } satisfies Common);
}

function estateOf(documents: Documents, id: string): Estate {
  const value = valueIn(documents, `estates/${id}`);
  return Object.freeze({
    id,
    office: value('office'),
    register: value('register', emptyDocuments.register),
    commonPlaces: value('common-places', emptyDocuments['common-places']),
    profile: value('profile', emptyDocuments.profile),
    privacy: value('privacy', emptyDocuments.privacy),
    tariff: value('tariff', emptyDocuments.tariff),
    quickTopics: value('quick-topics', emptyDocuments['quick-topics']),
    duty: value('duty', emptyDocuments.duty),
    posts: value('posts', emptyDocuments.posts),
    desks: value('desks', emptyDocuments.desks),
    notices: value('notices', emptyDocuments.notices),
    facts: value('facts', emptyDocuments.facts),
    moveIn: value('move-in', emptyDocuments['move-in']),
    knowledge: value('knowledge', emptyDocuments.knowledge),
    replies: value('replies', emptyDocuments.replies),
    retention: value('retention', emptyDocuments.retention),
  } satisfies Estate);
}
