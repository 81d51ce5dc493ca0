import { existsSync, globSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { ROOT } from '#src/root.ts';
import { readSources, type Source } from './sources.ts';

const sources = readSources();
const product = sources.filter(({ path }) => !path.startsWith('test/'));

/** Who may import whom: folder → folders. The files directly in `src/` put everything together and are imported by nobody. */
const MAY_IMPORT: Record<string, string[]> = {
  'src/records': ['src/storage', 'src/handbook'],
  'src/storage': [],
  'src/handbook': [],
  'src/understanding': ['src/handbook'],
  dialogs: ['src/records', 'src/handbook', 'src/understanding', 'src/storage'],
  'src/bot': ['dialogs', 'src/understanding', 'src/records', 'src/handbook', 'src/storage'],
  'src/paging': ['src/records', 'src/handbook', 'src/storage'],
  'src/files': [],
  'src/channels/direct-line': ['src/files'],
  'src/channels/wechat': ['src/records', 'src/storage', 'src/files'],
  'src/channels/azure': ['src/records', 'src/storage', 'src/bot', 'src/files'],
  'src/console': ['src/records', 'src/handbook', 'src/storage', 'src/files'],
  'src/web/console': ['src/console'],
  'src/web/chat': [],
  'src/web': ['src/web/chat', 'src/web/console'],
};

/** One outside technology, one place. */
const ONLY_IN: Record<string, RegExp> = {
  botbuilder: /^(dialogs|src\/bot|src\/channels)\/|^src\/desk-log\.ts$/,
  'botbuilder-dialogs': /^dialogs\//,
  'botframework-schema': /^src\/channels\//,
  '@azure/cognitiveservices-luis-runtime': /^src\/understanding\/luis\//,
  '@azure/ms-rest-js': /^src\/understanding\/luis\//,
  i18next: /^dialogs\/speech\.ts$/,
  lowdb: /^src\/handbook\//,
  pg: /^src\/storage\/postgres\//,
  'node:sqlite': /^src\/storage\/sqlite\//,
  sharp: /^src\/files\//,
  kysely: /^src\/(storage|records)\//,
};

describe('the shape of the code', () => {
  it('keeps files short: 95 of 100 within 200 lines, none over 300', () => {
    expect(over(sources.map(named), 300)).to.deep.equal([]);
    expect(
      percentile(
        sources.map(({ lines }) => lines),
        0.95,
      ),
    ).to.be.at.most(200);
  });

  it('keeps functions short: 95 of 100 within 35 lines, none over 60', () => {
    const functions = product.flatMap(({ path, functions }) =>
      functions.map(({ line, lines }) => [`${path}:${line}`, lines] as const),
    );
    expect(over(functions, 60)).to.deep.equal([]);
    expect(
      percentile(
        functions.map(([, lines]) => lines),
        0.95,
      ),
    ).to.be.at.most(35);
  });

  it('has no any', () => {
    expect(sources.filter(({ anys }) => anys > 0).map(({ path }) => path)).to.deep.equal([]);
  });

  it('imports in one direction only', () => {
    const wrong = product.flatMap(({ path, imports }) =>
      imports.filter((to) => isForbidden(path, to)).map((to) => `${path} → ${to}`),
    );
    expect(wrong).to.deep.equal([]);
  });

  it('keeps each outside technology in its place', () => {
    const wrong = product.flatMap(({ path, imports }) =>
      imports.filter((to) => !(ONLY_IN[packageOf(to)]?.test(path) ?? true)).map((to) => `${path} → ${to}`),
    );
    expect(wrong).to.deep.equal([]);
  });

  it('has no import cycles', () => {
    expect(findCycle(sources)).to.deep.equal([]);
  });

  it('nests folders at most three deep under src', () => {
    const deep = product.filter(({ path }) => path.startsWith('src/') && path.split('/').length > 5);
    expect(deep.map(({ path }) => path)).to.deep.equal([]);
  });

  it('names no folder utils, helpers, common or shared', () => {
    const vague = sources.filter(({ path }) => /(^|\/)(utils?|helpers?|common|shared)\//.test(path));
    expect(vague.map(({ path }) => path)).to.deep.equal([]);
  });
});

describe('the words of the desk', () => {
  const locale = (language: string) =>
    Object.fromEntries(
      readdirSync(join(ROOT, 'locales', language)).map((file) => [
        file,
        flatten(JSON.parse(readFileSync(join(ROOT, 'locales', language, file), 'utf8'))),
      ]),
    );

  it('are complete in both languages, with the same placeholders', () => {
    const placeholders = (texts: Record<string, string>) =>
      Object.fromEntries(Object.entries(texts).map(([key, text]) => [key, (text.match(/\{\{\w+\}\}/g) ?? []).sort()]));
    const [zh, en] = [locale('zh-CN'), locale('en')];
    expect(Object.keys(en)).to.deep.equal(Object.keys(zh));
    for (const [file, texts] of Object.entries(zh))
      expect(placeholders(en[file] ?? {}), file).to.deep.equal(placeholders(texts));
  });

  it('are all spoken by some code', () => {
    const code = globSync(`${ROOT}{dialogs,src}/**/*.ts`)
      .map((file) => readFileSync(file, 'utf8'))
      .join('\n');
    const unspoken = Object.entries(locale('zh-CN')).flatMap(([file, texts]) => {
      const service = file.replace('.json', '');
      return Object.keys(texts)
        .map((key) => `${service}:${key}`)
        .filter((key) => !isSpoken(code, key));
    });
    expect(unspoken).to.deep.equal([]);
  });

  it('stand in locales, not in code', () => {
    const files = globSync(`${ROOT}{dialogs,src/bot,src/channels,src/records}/**/*.ts`);
    const spoken = files.flatMap((file) =>
      readFileSync(file, 'utf8')
        .split('\n')
        .filter((line) => !/^\s*(\/\/|\/?\*)/.test(line) && /['"`][^'"`/|\\]*\p{Script=Han}{4,}/u.test(line))
        .map((line) => `${file.slice(ROOT.length)}: ${line.trim()}`),
    );
    expect(spoken).to.deep.equal([]);
  });
});

describe('every service of the desk', () => {
  const services = readdirSync(join(ROOT, 'dialogs'), { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && entry.name !== 'asking')
    .map(({ name }) => name);

  it('has its words and its golden conversations in both languages under one name', () => {
    for (const service of services) {
      for (const language of ['zh-CN', 'en']) {
        expect(
          existsSync(join(ROOT, 'locales', language, `${service}.json`)),
          `locales/${language}/${service}`,
        ).to.equal(true);
      }
      for (const language of ['zh', 'en']) {
        const chats = globSync(`${ROOT}test/conversations/${service}/*.${language}.chat`);
        expect(chats.length, `conversations of ${service} in ${language}`).to.be.at.least(2);
      }
    }
  });

  it('stands in the README with the tree as it is', () => {
    const readme = readFileSync(join(ROOT, 'README.md'), 'utf8');
    const folders = [
      ...readdirSync(join(ROOT, 'src'), { withFileTypes: true }).filter((one) => one.isDirectory()),
      ...readdirSync(join(ROOT, 'src/channels'), { withFileTypes: true }).filter((one) => one.isDirectory()),
    ];
    for (const { name } of folders) expect(readme, `README.md names ${name}/`).to.contain(`${name}/`);
    const named = [...readme.matchAll(/^\s+([a-z-]+)\/\s{2,}/gm)].map((match) => match[1] ?? '');
    const all = new Set(
      globSync(`${ROOT}{src,dialogs,locales,data,test}/**/*/`).map((path) => path.replace(/\/$/, '').split('/').at(-1)),
    );
    for (const folder of ['src', 'dialogs', 'locales', 'data', 'test']) all.add(folder);
    expect(
      named.filter((name) => !all.has(name)),
      'folders of the README that do not exist',
    ).to.deep.equal([]);
  });
});

/** `name` of `name/lib/part.js`, `@scope/name` of `@scope/name/part`. */
function packageOf(name: string): string {
  return name
    .split('/')
    .slice(0, name.startsWith('@') ? 2 : 1)
    .join('/');
}

function named({ path, lines }: Source): readonly [string, number] {
  return [path, lines];
}

function over(sizes: readonly (readonly [string, number])[], most: number): string[] {
  return sizes.filter(([, lines]) => lines > most).map(([name, lines]) => `${name} has ${lines}`);
}

function percentile(values: number[], share: number): number {
  return [...values].sort((a, b) => a - b)[Math.floor((values.length - 1) * share)] ?? 0;
}

/** The room a path belongs to: the longest entry of the table above it. */
function room(path: string): string | undefined {
  return Object.keys(MAY_IMPORT)
    .filter((folder) => path.startsWith(`${folder}/`))
    .sort((a, b) => b.length - a.length)[0];
}

function isForbidden(from: string, to: string): boolean {
  if (!to.startsWith('src/') && !to.startsWith('dialogs/') && !to.startsWith('test/')) return false;
  const own = room(from);
  if (!own) return to === 'src/main.ts' || to.startsWith('test/');
  const other = room(to);
  return other === undefined || (other !== own && !MAY_IMPORT[own]?.includes(other));
}

function findCycle(all: Source[]): string[] {
  const imports = new Map(all.map(({ path, imports }) => [path, imports]));
  const done = new Set<string>();
  const visit = (path: string, trail: string[]): string[] => {
    if (trail.includes(path)) return [...trail.slice(trail.indexOf(path)), path];
    if (done.has(path)) return [];
    for (const next of imports.get(path) ?? []) {
      const cycle = imports.has(next) ? visit(next, [...trail, path]) : [];
      if (cycle.length > 0) return cycle;
    }
    done.add(path);
    return [];
  };
  for (const { path } of all) {
    const cycle = visit(path, []);
    if (cycle.length > 0) return cycle;
  }
  return [];
}

function flatten(texts: Record<string, unknown>, prefix = ''): Record<string, string> {
  return Object.assign(
    {},
    ...Object.entries(texts).map(([key, value]) =>
      typeof value === 'string'
        ? { [prefix + key]: value }
        : flatten(value as Record<string, unknown>, `${prefix}${key}.`),
    ),
  );
}

/** Spoken by its whole key, or by its beginning in a template such as `repair:ask.${key}` or `${form}:ask.${key}`. */
function isSpoken(code: string, key: string): boolean {
  const [service = '', path = ''] = key.split(':');
  const beginning = path.split('.').slice(0, -1).join('.');
  const spellings = [`'${key}'`, `\`${key}\``, `}:${path}\``];
  // A form of a part of a service, such as `move-in:inspection`, says `${form}:ask.${key}` as well.
  if (beginning.includes('.')) spellings.push(`}:${beginning.split('.').at(-1)}.\${`);
  if (beginning)
    spellings.push(`${service}:${beginning}.\${`, `}:${beginning}.\${`, `:\${repeated ? 'again' : 'ask'}.\${`);
  return spellings.some((spelling) => code.includes(spelling));
}
