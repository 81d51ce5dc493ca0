import type { CategoryCount } from '#console/figures/figures-api.ts';
import { named } from '../text/named.ts';
import type { FigureSheet } from './sheet.ts';
import { type Counted, countSheet, linkOf, partOf } from './sheets.ts';

/** What cases were about, where they came from, and whose matter complaints are. */
export function caseSheetsOf(counted: Counted): FigureSheet[] {
  const { now, before } = counted.figures;
  const { figures: text } = counted.words;
  const buildings = partOf(counted, 'buildings');
  const { hidden } = now.buildings;
  return [
    categorySheet(counted),
    countSheet(counted, {
      part: { ...buildings, notes: [...buildings.notes, ...(hidden > 0 ? [text.few(hidden)] : [])] },
      now: now.buildings.shown,
      before: before.buildings.shown,
      label: text.building,
      href: (building) => linkOf('tickets', counted, { building }),
    }),
    countSheet(counted, {
      part: partOf(counted, 'responsible'),
      now: now.responsible,
      before: before.responsible,
      label: (code) => named(text.responsibles, code),
      href: (wanted) => {
        const categories = now.responsible.find(({ code }) => code === wanted)?.categories ?? [];
        return linkOf('tickets', counted, { service: 'complaint', category: categories.join(',') });
      },
    }),
  ];
}

function categorySheet(counted: Counted): FigureSheet {
  const { now, before } = counted.figures;
  const keyed = (list: CategoryCount[]) => list.map((one) => ({ ...one, code: `${one.service}/${one.code}` }));
  const groups = new Map(keyed(now.categories).map((one) => [one.code, one]));
  return countSheet(counted, {
    part: partOf(counted, 'categories'),
    now: keyed(now.categories),
    before: keyed(before.categories),
    label: (code) => categoryName(groups.get(code), counted),
    href: (code) => {
      const [service = '', category = ''] = code.split('/');
      return linkOf('tickets', counted, { service, ...(category && { category }) });
    },
  });
}

function categoryName(group: CategoryCount | undefined, { words }: Counted): string {
  if (!group) return words.figures.unnamed;
  const service = named(words.services, group.service);
  if (group.name) return `${service} · ${words.lang === 'en' ? group.name.en : group.name.zh}`;
  const [, code = ''] = group.code.split('/');
  return code === '' ? service : `${service} · ${code}`;
}
