import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { type Handbook, openHandbook } from '#handbook/handbook.ts';
import { aHandbookFolder, type HandbookFolder, shipped, type Written } from './handbook-folder.ts';

/** Everything that an office fills in is taken out; its name and address have to be there. */
export function emptied(folder: HandbookFolder): void {
  const estate = 'estates/qinghu';
  folder.edit(`${estate}/office.json`, ({ phones = {}, hours = {} }) => {
    for (const phone of Object.values(phones)) Object.assign(phone, { number: '' });
    for (const day of Object.keys(hours.weekly ?? {})) Object.assign(hours.weekly ?? {}, { [day]: [] });
  });
  folder.edit(`${estate}/profile.json`, (profile) => {
    for (const key of Object.keys(profile))
      if (typeof profile[key] === 'number') Object.assign(profile, { [key]: null });
  });
  folder.edit(`${estate}/tariff.json`, ({ prices = {} }) => {
    for (const price of prices as unknown as Written[]) Object.assign(price, { price: null });
  });
  for (const file of ['notices', 'common-places', 'duty', 'move-in', 'privacy'])
    folder.write(`${estate}/${file}.json`, readFileSync(join(shipped, 'blank', `${file}.json`), 'utf8'));
  rmSync(folder.path(`${estate}/facts.json`));
}

/** What an office has that filled in nothing; to be closed, and its folder removed, after use. */
export interface EmptyHandbook {
  handbook: Handbook;
  folder: HandbookFolder;
}

/** The handbook of an office that has filled in nothing. */
export async function emptyHandbook(): Promise<EmptyHandbook> {
  const folder = aHandbookFolder();
  emptied(folder);
  return { folder, handbook: await openHandbook({ dir: folder.dir, watch: false }) };
}
