// Shapes of the HTTP contract. Cells are H3 indexes in hexadecimal, positions
// are longitude first, times are RFC 3339.

export type Sub = "P" | "H" | "O";
export type AreaLevel = "desa" | "kecamatan" | "kabupaten";
export type Box = [number, number, number, number];
export type Tier = "officer" | "partner" | "public";
export type Role = "reporter" | "desa" | "member" | "officer" | "planner" | "administrator" | "auditor";

export interface RunHead {
  id: string;
  at: string;
  version: string;
  seed: number;
  resolution: number;
  boundary_set: string;
  precision_m: number;
  synthetic: boolean;
  robust: boolean;
  kendall_tau: number;
  top_overlap: number;
  alpha: number;
  incidents: number;
  cells: number;
  clusters: number;
}

export interface Status {
  version: string;
  demo: boolean;
  tier: Tier; // within the scope
  user: string; // "" for the public
  roles: Role[];
  scope: string[]; // area codes; none: the whole working area
  as: string | null; // as whom an administrator sees, null for nobody
  boundary: {
    id: string;
    source: string;
    licence: string;
    credit: string;
    valid_on: string;
    precision_m: number;
    desa: number;
  };
  run: RunHead | null;
  now: string;
}

export interface Policy {
  levels: [number, number, number];
  coastal_m: number;
  weights: Record<Sub, number>;
  factors: { code: string; sub: Sub; weight: number; cap: number; unit: string }[] | null;
  half_life_days: number;
  window_days: number;
  top_k: number;
}

export interface Area {
  code: string;
  name: string;
  level: AreaLevel;
  kind: string;
  kecamatan?: string;
  kabupaten?: string;
  bbox: Box;
  anchor: [number, number];
  area_km2: number;
  coastal: boolean;
}

export interface DesaRef {
  code: string;
  name: string;
  kecamatan: string;
  kabupaten: string;
}

export interface CellHead {
  cell: string;
  desa: DesaRef;
  score: number;
  level: number;
  low: number;
  high: number;
  rank: number;
  rank_low: number;
  rank_high: number;
  coastal: boolean;
  coast_m: number;
  p: number | null; // null like all figures that a tier may not see
  h: number | null;
  o: number | null;
  top_reasons: string[];
  center: [number, number];
  significant: boolean | null;
}

export interface Reason {
  factor: string;
  sub: Sub;
  value: number;
  raw: number;
  weight: number;
  points: number;
}

export interface CellDetail extends CellHead {
  reasons: Reason[];
  observed: number | null;
  expected: number | null;
  upper_p: number | null;
  upper_q: number | null;
  lower_p: number | null;
  lower_q: number | null;
  gi_z: number | null;
  top_share: number | null;
  persons: number | null;
  reports: number | null;
  verified: number | null;
  suppressed: string[] | null;
  desa_placed: number | null;
  land_km2: number;
  cluster: string | null;
  neighbours: string[];
  run: RunHead;
}

/** A rise of the last periods. */
export interface Signal {
  since: string;
  observed: number;
  expected: number;
  llr: number;
  p: number;
  recurrence_days: number;
}

export interface ClusterHead {
  id: string;
  method: "flexible" | "hot_cells" | "space_time";
  cells: number;
  desa: DesaRef[];
  verified: number | null;
  observed: number | null;
  expected: number | null;
  rr: number | null;
  llr: number | null;
  p: number;
  q: number;
  recurrence_days: number;
  new: Signal | null;
  candidate: boolean | null;
  coast_share: number;
  coastal: boolean;
  score: number;
  bbox: Box;
  center: [number, number];
}

export interface ClusterDetail extends ClusterHead {
  members: CellHead[];
  reasons: Reason[];
  counter: { code: string; raw: number }[] | null;
  land_km2: number | null;
  origins: number | null;
  run: RunHead;
}

/** What is known of an area; hidden figures are null and named. */
export interface AreaSummary {
  cells: number;
  kind: "count" | "zero" | "few" | "none" | "outside"; // what persons is
  max_score: number | null;
  mean_score: number | null;
  premises: number | null;
  persons: number | null;
  reports: number | null;
  verified: number | null;
  last_visit: string | null;
  last_meeting: string | null;
  suppressed: string[] | null;
}

export interface AreaFigures extends Area {
  summary: AreaSummary;
}

export interface AreaDetail extends AreaFigures {
  top_cells: CellHead[] | null;
  clusters: ClusterHead[] | null;
  neighbours: { code: string; name: string }[] | null;
}

export interface CellPage {
  run: RunHead;
  matched: number;
  cells: CellHead[];
}

export interface NightHead {
  date: string;
  run: string;
  created_at: string;
  formats: string[];
}

/** A reason for or against a proposal; the code is the key of its sentence. */
export interface Ground {
  code: string;
  raw: number;
}

export interface Proposal {
  id: string;
  kind: "operation" | "visit";
  stop: number;
  random: boolean;
  prob: number;
  cluster: string | null;
  desa: DesaRef[];
  center: [number, number];
  agencies: { code: string; name_id: string; name_en: string }[];
  hours: number;
  km: number;
  rupiah: number;
  reasons: Ground[];
  counter: Ground[];
  state: "usulan" | "disetujui" | "batal";
  by: string;
  why: string;
  decided_at: string | null;
}

export interface Plan {
  from: string;
  until: string;
  hours_most: number;
  hours_alone: number;
  hours: number;
  km: number;
  rupiah: number;
  office: [number, number];
  desa: number;
  pool: number;
  floor: number;
  short: boolean;
  proposals: Proposal[];
}
