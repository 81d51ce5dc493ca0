/** A report of a fault that several homes may have: where it is, and the case that stands for all of them. */
export interface FaultReportTable {
  ticket_id: string;
  /** The case that all homes were joined to; the report's own case for the first. */
  head_id: string;
  estate_id: string;
  /** A key of `shared` in repair.json: power, water, lift … */
  kind: string;
  /** The building it concerns; null for all of the estate. */
  building: string | null;
  /** The unit or entrance; null for all of the building. */
  unit: string | null;
  at: number;
}
