import type { Common } from './documents.ts';
import { calendarProblems } from './hours.ts';
import type { Sentence } from './problem.ts';
import { unsignedLines } from './report-danger.ts';
import { type Gap, type Looking, listed } from './report-gap.ts';
import { LISTENED_FOR } from './schemas/wordings.ts';
import type { Wordings } from './wording.ts';

/** What is missing in `common/`, for every estate alike. */
export function commonGaps(common: Common, looking: Looking): Gap[] {
  return [
    ...unsignedLines(common),
    ...calendarGaps(common, looking.now),
    ...missingDocuments(common),
    ...knowledgeGaps(common),
    ...wordingGaps(common),
    ...exampleGaps(looking),
  ];
}

function calendarGaps(common: Common, now: Date): Gap[] {
  return calendarProblems(common, now).map(({ file, key, reason }) => ({
    meaning: 'wrong',
    place: `${file} › ${key}`,
    lacks: reason,
    so: {
      zh: '放假和调休的日子，前台会说错上下班；说“下次几点上班”时只好不说时间。',
      en: 'On holidays and make-up workdays wrong hours are told, and the desk does not say when the office opens next.',
    },
  }));
}

function missingDocuments({ knowledge, complaint, moveIn, repair }: Common): Gap[] {
  const missing: [boolean, string, Sentence][] = [
    [
      knowledge.entries.length === 0,
      'knowledge',
      {
        zh: '常见问题一个也不会回答，都转给工作人员。',
        en: 'No question of residents is answered; all are passed on.',
      },
    ],
    [
      complaint.categories.length === 0,
      'complaint',
      { zh: '投诉不会分类，也不知道该追问什么。', en: 'Complaints are not sorted, and nothing is asked about them.' },
    ],
    [
      moveIn === undefined,
      'move-in',
      { zh: '收楼入住的事都转给工作人员。', en: 'Moving in is always passed to a person.' },
    ],
    [
      repair.categories.length === 0,
      'repair',
      {
        zh: '报修不会追问要紧的情况，也分不出急缓。',
        en: 'Repairs are not asked about, and urgent ones not told apart.',
      },
    ],
  ];
  return missing
    .filter(([isMissing]) => isMissing)
    .map(([, name, so]) => ({
      meaning: 'undone',
      place: `common/${name}.json`,
      lacks: { zh: `缺少 ${name}.json，或者是空的`, en: `${name}.json is missing or empty` },
      so,
    }));
}

/** A reviewer who is none: a sample, or somebody still to be found. */
const NOBODY = /待|示例|草稿|sample|pending|draft/iu;

function knowledgeGaps({ knowledge }: Common): Gap[] {
  const unreviewed = knowledge.entries.filter(({ reviewer }) => NOBODY.test(reviewer));
  if (unreviewed.length === 0) return [];
  const ids = unreviewed.map(({ id }) => id);
  const some = ids.length > 6 ? `${ids.slice(0, 3).join('、')}……${ids.at(-1)}` : ids.join('、');
  return [
    {
      meaning: 'wrong',
      place: 'common/knowledge.json › entries[].reviewer',
      lacks: {
        zh: `${ids.length} 条知识没有人审核过（${some}）`,
        en: `${ids.length} answers have no reviewer (${some.replaceAll('、', ', ')})`,
      },
      so: {
        zh: '前台照着说，但没有人核对过。请逐条看过，把 reviewer 写成审核人的岗位或姓名。',
        en: 'The desk speaks them unchecked. Read each one, and write who did into "reviewer".',
      },
    },
  ];
}

/** What the desk listens for, and nobody has written down how residents say it. */
function wordingGaps({ wordings }: Common): Gap[] {
  const lost = Object.entries(LISTENED_FOR).flatMap(([service, keys]) => {
    const heard: Readonly<Record<string, Wordings>> = wordings[service as keyof typeof LISTENED_FOR];
    return Object.entries(keys).flatMap(([key, name]) =>
      (heard[key]?.zh.length ?? 0) + (heard[key]?.en.length ?? 0) > 0 ? [] : [{ key: `${service}.${key}`, name }],
    );
  });
  return lost.map(({ key, name }) => ({
    meaning: key.startsWith('emergency.') ? 'danger' : 'misheard',
    place: `common/wordings.json › ${key}`,
    lacks: { zh: `没有写居民怎么说：${name.zh}`, en: `no wording of: ${name.en}` },
    so: { zh: '居民这样说，前台听不出来。', en: 'The desk does not hear it when residents say so.' },
  }));
}

function exampleGaps({ intents, hasExamples }: Looking): Gap[] {
  return (['zh-CN', 'en'] as const).flatMap((locale): Gap[] => {
    const lost = intents.filter((intent) => !hasExamples(locale, intent));
    if (lost.length === 0) return [];
    const names = listed(lost.map((intent) => ({ zh: intent, en: intent })));
    const language = locale === 'en' ? { zh: '英文', en: 'English' } : { zh: '中文', en: 'Chinese' };
    return [
      {
        meaning: 'misheard',
        place: `common/utterances/${locale}/`,
        lacks: { zh: `没有${language.zh}例句：${names.zh}`, en: `no ${language.en} examples: ${names.en}` },
        so: {
          zh: '这些意思前台听不出来，会当成别的事或者反问。',
          en: 'The desk does not understand these, and asks back.',
        },
      },
    ];
  });
}
