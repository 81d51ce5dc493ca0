import { globSync, readFileSync, writeFileSync } from 'node:fs';
import { relative } from 'node:path';
import { ROOT } from '#src/root.ts';
import { playChat } from './play.ts';
import { type Heard, openShared } from './shared.ts';

/** `npm run chats [FILES]` plays conversation files and shows what differs; `--update` rewrites them. */
const update = process.argv.includes('--update');
const named = process.argv.slice(2).filter((argument) => !argument.startsWith('--'));
const files = named.length > 0 ? named : globSync(`${ROOT}/test/conversations/*/*.chat`).sort();
const heard: Heard[] = [];
const shared = await openShared(heard);
let differing = 0;
for (const file of files) {
  const before = readFileSync(file, 'utf8');
  const after = await playChat(before, shared);
  const same = before === after;
  if (!same) differing += 1;
  if (!same && update) writeFileSync(file, after);
  console.log(`${same ? 'same   ' : update ? 'updated' : 'DIFFERS'} ${relative(ROOT, file)}`);
  if (!same && !update) console.log(firstDifference(before, after));
}
for (const { code, error } of heard) console.error(code, error);
await shared.handbook.close();
process.exitCode = (differing > 0 && !update) || heard.length > 0 ? 1 : 0;

function firstDifference(before: string, after: string): string {
  const [old, now] = [before.split('\n'), after.split('\n')];
  const at = now.findIndex((line, index) => line !== old[index]);
  const shown = (lines: string[], mark: string) => lines.slice(at, at + 4).map((line) => `  ${mark} ${line}`);
  return [`  line ${at + 1}`, ...shown(old, '-'), ...shown(now, '+')].join('\n');
}
