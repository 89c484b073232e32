import { session } from "../state/session";
import type {
  Area,
  AreaDetail,
  AreaFigures,
  AreaLevel,
  CellDetail,
  CellPage,
  ClusterDetail,
  ClusterHead,
  NightHead,
  Plan,
  Policy,
  Proposal,
  Status,
} from "./types";

/** An answer that is no success, with the server's code. */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    detail: string,
  ) {
    super(detail);
  }
}

type Query = Record<string, string | number | boolean | undefined>;

function address(path: string, query: Query = {}): string {
  const q = new URLSearchParams();
  for (const [key, value] of Object.entries(query)) {
    if (value !== undefined && value !== "") q.set(key, String(value));
  }
  const text = q.toString();
  return `/api/v1/${path}${text ? `?${text}` : ""}`;
}

async function problem(answer: Response): Promise<ApiError> {
  try {
    const body = (await answer.json()) as { code?: string; detail?: string; title?: string };
    return new ApiError(answer.status, body.code ?? "http", body.detail ?? body.title ?? answer.statusText);
  } catch {
    return new ApiError(answer.status, "http", answer.statusText);
  }
}

async function ask<T>(address: string, init: RequestInit): Promise<T> {
  let answer: Response;
  try {
    answer = await fetch(address, init);
  } catch (cause) {
    if (init.signal?.aborted) throw cause;
    throw new ApiError(0, "offline", String(cause));
  }
  if (answer.status === 401) session.set({ ended: true });
  if (!answer.ok) throw await problem(answer);
  return (await answer.json()) as T;
}

const json = { accept: "application/json" };

function read<T>(path: string, query?: Query, signal?: AbortSignal): Promise<T> {
  return ask(address(path, query), { signal, headers: json });
}

function send<T>(path: string, body: unknown): Promise<T> {
  const headers = { ...json, "content-type": "application/json" };
  return ask(address(path), { method: "POST", headers, body: JSON.stringify(body) });
}

export interface CellQuery {
  area?: string;
  coastal?: boolean;
  level?: number;
  bbox?: string;
  sort?: "-score" | "score" | "name";
  limit?: number;
  offset?: number;
}

export const api = {
  status: () => read<Status>("status"),
  policy: () => read<Policy>("policy"),
  areas: (q: string, signal?: AbortSignal) =>
    read<{ areas: Area[]; matched: number }>("areas", { q, limit: 12 }, signal),
  kabupaten: () => read<{ areas: Area[] }>("areas", { level: "kabupaten" }),
  named: (code: string, level: AreaLevel) => read<{ areas: Area[] }>("areas", { within: code, level }),
  figures: () => read<{ areas: AreaFigures[] }>("areas", { level: "kecamatan", figures: true }),
  area: (code: string, signal?: AbortSignal) => read<AreaDetail>(`areas/${code}`, {}, signal),
  cells: (q: CellQuery, signal?: AbortSignal) => read<CellPage>("cells", { ...q }, signal),
  cell: (id: string, signal?: AbortSignal) => read<CellDetail>(`cells/${id}`, {}, signal),
  clusters: () => read<{ clusters: ClusterHead[] }>("clusters"),
  cluster: (id: string, signal?: AbortSignal) =>
    read<ClusterDetail>(`clusters/${encodeURIComponent(id)}`, {}, signal),
  plan: (signal?: AbortSignal) => read<{ plan: Plan }>("plan", {}, signal),
  decide: (id: string, accept: boolean, reason: string) =>
    send<Proposal>(`plan/${encodeURIComponent(id)}/decision`, { accept, reason }),
  nights: () => read<{ nights: NightHead[] }>("nights"),
};
