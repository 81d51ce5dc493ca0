import type { Handbook } from '#handbook/handbook.ts';
import { importRegister, planRegister, type RegisterPlan, registerRows } from '#handbook/register-import.ts';
import type { RegisterMode } from './register-api.ts';

/** A table of homes and what is to become of those it lacks. */
export interface RegisterTable {
  rows: readonly (readonly string[])[];
  mode: RegisterMode;
}

/** The register of homes as the console changes it. */
export interface RegisterDesk {
  /** Every home as rows of a table, its heading first. */
  rows(estateId: string): string[][];
  plan(estateId: string, table: RegisterTable): Promise<RegisterPlan>;
  /** @throws HandbookError */
  apply(estateId: string, table: RegisterTable): Promise<void>;
}

/** The registers of an open handbook. */
export function registerDesk(handbook: Handbook): RegisterDesk {
  const estateOf = (id: string) => {
    const estate = handbook.estate(id);
    if (!estate) throw new Error(`The handbook has no estate "${id}".`);
    return estate;
  };
  return {
    rows: (id) => registerRows(estateOf(id)),
    plan: (id, table) => planRegister(handbook, estateOf(id), table),
    apply: (id, table) => importRegister(handbook, estateOf(id), table),
  };
}
