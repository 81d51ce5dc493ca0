import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { serialize } from 'node:v8';
import { openHandbook } from '#handbook/handbook.ts';
import { fitAside } from '#understanding/fit-aside.ts';

/** Fits the shipped sentences once and keeps the model in a file, for processes that live too short to fit one. */
export async function fitModel(handbookDir: string, folder: string): Promise<string> {
  const handbook = await openHandbook({ dir: handbookDir, watch: false });
  const { faultWords } = handbook.common();
  const { learner } = await fitAside({ learner: { dirs: [join(handbookDir, 'common')], faultWords } });
  await handbook.close();
  const file = join(folder, 'model');
  writeFileSync(file, serialize(learner.model));
  return file;
}
