import { forTheOffice } from '#records/cases/ticket-lists.ts';
import type { Db } from '#storage/storage.ts';
import type { FigureWish } from './figures.ts';

/** Cases of one kind that were filed in a stretch of days. */
export interface CaseGroup {
  service: string;
  category: string | null;
  cases: number;
}

/** What cases were about; those for the company above the office alone only where `companyToo`. */
export async function countCases(db: Db, wish: FigureWish, companyToo: boolean): Promise<CaseGroup[]> {
  const rows = await filed(db, wish, companyToo)
    .select(({ fn }) => ['k.service', 'k.category', fn.countAll<number>().as('cases')])
    .groupBy(['k.service', 'k.category'])
    .execute();
  return rows.map((row) => ({ ...row, cases: Number(row.cases) }));
}

/** From which buildings cases came, but for confidential ones: where somebody lives may tell who they are. */
export async function countBuildings(db: Db, wish: FigureWish): Promise<{ building: string; cases: number }[]> {
  // Homes are `3-2-501`: the building stands before the first stroke. Groups by home first, of which there are not so many.
  const rows = await filed(db, wish, false)
    .select(({ fn }) => ['k.unit_code', fn.countAll<number>().as('cases')])
    .where('k.unit_code', 'is not', null)
    .where('k.confidential', 'is', null)
    .groupBy('k.unit_code')
    .execute();
  const sums = new Map<string, number>();
  for (const { unit_code, cases } of rows) {
    const building = (unit_code as string).split('-')[0] as string;
    sums.set(building, (sums.get(building) ?? 0) + Number(cases));
  }
  return [...sums].map(([building, cases]) => ({ building, cases }));
}

function filed(db: Db, { estateId, stretch, until }: FigureWish, companyToo: boolean) {
  return db
    .selectFrom('ticket as k')
    .where('k.estate_id', '=', estateId)
    .where('k.created_at', '>=', stretch.from)
    .where('k.created_at', '<', until)
    .$if(!companyToo, (query) => query.where(forTheOffice));
}
