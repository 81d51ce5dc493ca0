import { describeProblem, HandbookError } from '#handbook/handbook.ts';
import { StorageError } from '#storage/errors.ts';
import { ConfigError } from './config.ts';

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
  if (error instanceof StorageError) return [`数据打不开，没有启动。 ${error.message}`];
  const { code, message, port } = error as { code?: string; message?: string; port?: number };
  if (code === 'EADDRINUSE') {
    return [
      `端口 ${port} 已被占用，请停掉占用它的程序，或用 PORT 换一个端口。`,
      `Port ${port} is taken. Stop the program that has it, or set PORT.`,
    ];
  }
  if (code === 'EACCES') return [`没有权限：${message}`, `No permission: ${message}`];
  return [
    '没有启动。 The desk was not started:',
    error instanceof Error ? (error.stack ?? error.message) : String(error),
  ];
}
