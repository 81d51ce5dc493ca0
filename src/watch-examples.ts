import { globSync, statSync } from 'node:fs';

/** So often (milliseconds) the example files are looked at; watchers of the system miss editors that rename. */
const LOOK_EVERY = 5000;

/** Calls `changed` when an example sentence file below the folders came, went or was edited. Returns the way to stop. */
export function watchExamples(dirs: readonly string[], changed: () => void): () => void {
  let before = marks(dirs);
  const timer = setInterval(() => {
    const now = marks(dirs);
    if (now === before) return;
    before = now;
    changed();
  }, LOOK_EVERY);
  timer.unref();
  return () => clearInterval(timer);
}

function marks(dirs: readonly string[]): string {
  const files = dirs.flatMap((dir) => globSync(`${dir}/utterances/*/*.txt`)).sort();
  return files.map(markOf).join('|');
}

/** A file that goes away between listing and looking is as good as gone. */
function markOf(file: string): string {
  const stats = statSync(file, { throwIfNoEntry: false });
  return stats ? `${file} ${stats.mtimeMs} ${stats.size}` : '';
}
