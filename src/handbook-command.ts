import { existsSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { parseArgs } from 'node:util';
import { BlankError, writeBlankEstate } from '#handbook/blank.ts';
import { openLibrary } from '#handbook/library.ts';
import { describeProblem } from '#handbook/problem.ts';
import { gapsOf } from '#handbook/report.ts';
import type { Looking } from '#handbook/report-gap.ts';
import { printGaps, wrap } from '#handbook/report-print.ts';
import { openShelf } from '#handbook/shelf.ts';
import { INTENTS } from '#understanding/recognizer.ts';
import { type Config, readConfig } from './config.ts';
import { ROOT } from './root.ts';

const USAGE = {
  zh: `检查手册，或者建一个新小区的空白资料。手册在 HANDBOOK_DIR，没有设就是 data。
  npm run handbook -- check [--en]        还缺什么，前台因此不会说什么、做什么
  npm run handbook -- new 小区编号 [--name 名称 --name-en 英文名]
结束码：0 都填好了，1 有没填的，2 有错误。`,
  en: `Checks the handbook, or makes the blank documents of a new estate. It lies in HANDBOOK_DIR, else in data.
  npm run handbook -- check [--en]        what is missing, and what the desk will therefore not say or do
  npm run handbook -- new ID [--name 名称 --name-en NAME]
Exit codes: 0 complete, 1 something is missing, 2 something is wrong.`,
};

/** Where the command works, what it looks at, and where its lines go. */
export interface Surroundings extends Pick<Config, 'handbookDir' | 'dataDir' | 'pagingMeans'> {
  now: Date;
  say(line: string): void;
}

/** How the command ends: complete, something missing, something wrong. */
export type ExitCode = 0 | 1 | 2;

/** Runs `check` or `new` as an operator would. */
export async function handbookCommand(args: string[], around: Surroundings): Promise<ExitCode> {
  const given = readArgs(args);
  const language = given?.values.en ? 'en' : 'zh';
  const [command, id, ...more] = given?.positionals ?? [];
  if (given && command === 'check' && id === undefined) return check(around, language);
  if (given && command === 'new' && id !== undefined && more.length === 0)
    return makeNew(around, language, id, given.values);
  around.say(USAGE[language]);
  return 2;
}

function readArgs(args: string[]) {
  const options = { en: { type: 'boolean' }, name: { type: 'string' }, 'name-en': { type: 'string' } } as const;
  try {
    return parseArgs({ args, options, allowPositionals: true });
  } catch {
    return undefined;
  }
}

async function check(around: Surroundings, language: 'zh' | 'en'): Promise<ExitCode> {
  const { handbookDir, say, now } = around;
  const { contents, problems } = await openLibrary(openShelf(handbookDir)).takeStock();
  say(language === 'zh' ? `手册：${near(handbookDir)}` : `The handbook: ${near(handbookDir)}`);
  const errors = problems.filter(({ severity }) => severity === 'error');
  if (!contents) {
    const head = {
      zh: `有 ${errors.length} 处错误。改好之前整本手册都不采用；改好后再查还缺什么。`,
      en: `${errors.length} errors. Until they are mended none of it is in force; what is missing is looked at afterwards.`,
    };
    for (const line of ['', ...wrap(head[language], '', '')]) say(line);
    for (const one of errors) for (const line of wrap(describeProblem(one)[language], '● ', '  ')) say(line);
    return 2;
  }
  const names = [...contents.estates.values()].map(({ id, office }) => `${office.name[language]} (${id})`);
  say(language === 'zh' ? `小区：${names.join('、')}` : `Estates: ${names.join(', ')}`);
  const gaps = gapsOf(contents, lookingFrom(around, now));
  for (const line of printGaps(gaps, language)) say(line);
  const warned = problems.filter(({ code }) => code === 'bom' || code === 'unknown-file');
  if (warned.length > 0) say('');
  for (const one of warned) for (const line of wrap(describeProblem(one)[language], '● ', '  ')) say(line);
  const count = gaps.length + warned.length;
  say('');
  if (count === 0) say(language === 'zh' ? '都填好了。' : 'Everything is filled in.');
  else
    say(
      language === 'zh'
        ? `共 ${count} 处。补好后再运行一次。`
        : `${count} in all. Run this again when they are mended.`,
    );
  return count === 0 ? 0 : 1;
}

function lookingFrom({ handbookDir, dataDir, pagingMeans }: Surroundings, now: Date): Looking {
  const means = meansIn(pagingMeans ?? textOf(join(dataDir, 'paging.json')));
  const folders = [join(handbookDir, 'common'), join(handbookDir, 'own')];
  return {
    now,
    intents: INTENTS,
    hasExamples: (locale, intent) =>
      folders.some((folder) => /^\s*[^#\s]/mu.test(textOf(join(folder, 'utterances', locale, `${intent}.txt`)) ?? '')),
    hasMeans: (key) => means.has(key),
  };
}

/** The names alone: addresses and secrets stay where they are. */
function meansIn(json: string | undefined): ReadonlySet<string> {
  try {
    const { means } = JSON.parse(json ?? '{}') as { means?: object };
    return new Set(Object.keys(means ?? {}));
  } catch {
    return new Set();
  }
}

function textOf(path: string): string | undefined {
  return existsSync(path) ? readFileSync(path, 'utf8') : undefined;
}

/** A path as one types it from here. */
function near(path: string): string {
  const from = relative(process.cwd(), path);
  return from.startsWith('..') ? path : from || '.';
}

const REFUSALS = {
  'bad-id': {
    zh: '小区编号只能用小写字母、数字和连字符，并以字母开头，例如 haitang。',
    en: 'The id has small letters, digits and hyphens, a letter first, such as haitang.',
  },
  exists: {
    zh: '已经有这个小区的文件夹了，什么都没有改。要重来，请先把它移走。',
    en: 'There is a folder of this estate already; nothing was changed. Move it away to begin anew.',
  },
};

function makeNew(
  { handbookDir, say }: Surroundings,
  language: 'zh' | 'en',
  id: string,
  wish: { name?: string | undefined; 'name-en'?: string | undefined },
): ExitCode {
  const name = wish.name ? { zh: wish.name, en: wish['name-en'] ?? wish.name } : undefined;
  try {
    const { files, common } = writeBlankEstate({ id, dir: handbookDir, shipped: join(ROOT, 'data'), name });
    say(
      language === 'zh'
        ? `建好了，都是空白的，在 ${near(handbookDir)}：`
        : `Made, and all blank, in ${near(handbookDir)}:`,
    );
    for (const file of files) say(`  ${file}`);
    if (common)
      say(language === 'zh' ? '  common/（从程序自带的手册复制）' : '  common/ (copied from the shipped handbook)');
    say(
      language === 'zh'
        ? `先看 estates/${id}/README.md，填一点就运行一次 npm run handbook -- check。`
        : `Read estates/${id}/README.md first, and run npm run handbook -- check --en as you fill it in.`,
    );
    return 0;
  } catch (error) {
    if (!(error instanceof BlankError)) throw error;
    say(REFUSALS[error.code][language]);
    return 2;
  }
}

if (import.meta.main) {
  const config = readConfig(process.env);
  process.exitCode = await handbookCommand(process.argv.slice(2), {
    ...config,
    now: new Date(),
    say: (line) => console.log(line),
  });
}
