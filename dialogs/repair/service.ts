import type { Service } from '../service.ts';
import { repairForm } from './repair.ts';

/** Something is broken: reported, visited, mended. */
export const repair: Service = {
  name: 'repair',
  forms: [repairForm],
  intents: { repair: (_, begin) => begin('repair') },
};
