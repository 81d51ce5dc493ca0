import { describeProblem, HandbookError } from '#handbook/handbook.ts';
import { StorageError } from '#storage/errors.ts';
import { ConfigError } from './config.ts';

/** What an operator can do about each; the English words come with the error and name the place. */
const STORAGE_WORDS: Readonly<Record<StorageError['code'], string>> = {
  'not-ours': '这不是物业前台的数据库。请把它移走，或换一个文件夹（DATA_DIR）或数据库。',
  newer: '数据是更新的版本写的。请启动那个版本，或恢复备份。',
  'too-old-engine': '这个 Node 自带的 SQLite 太旧，可能损坏数据。请换用更新的 Node。',
  corrupt: '数据已损坏。请先把原文件和 -wal 文件另存，再换上最近的备份。',
  unreachable: '数据库打不开。请检查地址、账号、文件夹的权限，以及是否被别的程序占用。',
  full: '磁盘已满。请腾出空间，再启动一次。',
  stale: '数据刚被别处改动。请再启动一次。',
};

/** Why the desk did not start, in words for the operator: Chinese first, then English where the words are ours. */
export function explain(error: unknown): string[] {
  if (error instanceof ConfigError)
    return ['设置有误，没有启动。 A setting is wrong, the desk was not started:', error.message];
  if (error instanceof HandbookError) {
    const lines = error.problems.map((problem) => {
      const { zh, en } = describeProblem(problem);
      return `  ${zh}\n    ${en}`;
    });
    return ['手册有误，没有启动。 The handbook has mistakes, the desk was not started:', ...lines];
  }
  if (error instanceof StorageError) return [`没有启动：${STORAGE_WORDS[error.code]}`, `Not started: ${error.message}`];
  const { code, message, port, syscall, path } = error as NodeJS.ErrnoException & { port?: number };
  if (code === 'EADDRINUSE') {
    return [
      `端口 ${port} 已被占用，请停掉占用它的程序，或用 PORT 换一个端口。`,
      `Port ${port} is taken. Stop the program that has it, or set PORT.`,
    ];
  }
  if (syscall === 'mkdir') {
    return [
      `建不了数据文件夹 ${path}（${code}）。请检查 DATA_DIR。`,
      `The data folder ${path} cannot be made (${code}). Check DATA_DIR.`,
    ];
  }
  if (code === 'EACCES') return [`没有权限：${message}`, `No permission: ${message}`];
  return [
    '没有启动。 The desk was not started:',
    error instanceof Error ? (error.stack ?? error.message) : String(error),
  ];
}
