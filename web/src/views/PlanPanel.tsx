import { useEffect, useRef, useState } from "preact/hooks";
import { api } from "../api/client";
import type { Box, Plan, Proposal } from "../api/types";
import { coded, day, few, ground, num, percent, period, t } from "../i18n";
import { useLoad, useShell } from "./context";
import { Decide } from "./Decide";
import { Facts } from "./Facts";
import { Waiting } from "./Waiting";
import "./Plan.css";

function what(p: Proposal): string {
  if (p.kind === "operation") return t("plan.operation");
  return p.random ? t("plan.drawnVisit") : t("plan.visit");
}

function Grounds(p: { title: string; list: Proposal["reasons"] }) {
  return (
    <>
      <h4>{p.title}</h4>
      <ul class="counter">
        {p.list.map((g) => (
          <li key={g.code}>{ground(g)}</li>
        ))}
      </ul>
    </>
  );
}

function Detail({ p, onDecided }: { p: Proposal; onDecided: (now: Proposal) => void }) {
  const { store, may } = useShell();
  const [fault, setFault] = useState("");
  const cluster = p.cluster;
  return (
    <div class="detail">
      <Grounds title={t("plan.for")} list={p.reasons} />
      <Grounds title={t("plan.against")} list={p.counter} />
      <Facts
        title={t("plan.needs")}
        rows={[
          [t("plan.alone"), t("plan.hoursKm", { h: num(p.hours, 1), km: num(p.km) })],
          [t("plan.cost"), `Rp ${num(p.rupiah)}`],
          [t("plan.prob"), p.random ? percent(p.prob, 1) : t("plan.ranked")],
        ]}
      />
      <h4>{t("plan.agencies")}</h4>
      <p>{p.agencies.map((a) => t("plan.agency", { id: a.name_id, en: a.name_en })).join(" · ")}</p>
      {may.decide && p.state === "usulan" && <Decide id={p.id} onDecided={onDecided} onFault={setFault} />}
      {fault && (
        <p class="error" role="alert">
          {fault}
        </p>
      )}
      {p.decided_at && (
        <p class="decided">
          {t("plan.decided", {
            state: coded("plan", p.state),
            by: p.by,
            date: day(p.decided_at),
            why: p.why,
          })}
        </p>
      )}
      <p class="quiet">
        <code>{p.id}</code>
      </p>
      {cluster && (
        <button
          type="button"
          class="plain"
          onClick={() => store.set({ selection: { kind: "cluster", id: cluster } })}
        >
          {t("plan.cluster")}
        </button>
      )}
    </div>
  );
}

function Stop(p: { one: Proposal; open: boolean; onDecided: (now: Proposal) => void }) {
  const { store, map } = useShell();
  const box = useRef<HTMLTableRowElement>(null);
  useEffect(() => {
    if (p.open) box.current?.scrollIntoView({ block: "nearest" });
  }, [p.open]);
  const toggle = () => {
    store.set({ selection: { kind: "plan", id: p.open ? "all" : p.one.id } });
    if (!p.open) map()?.fly({ zoom: 11.5, lat: p.one.center[1], lon: p.one.center[0] });
  };
  return (
    <>
      <tr ref={box} data-stop={p.one.stop} class={p.one.random ? "drawn" : ""}>
        <td class="n">{p.one.stop}</td>
        <th scope="row">
          <button type="button" class="plain" aria-expanded={p.open} onClick={toggle}>
            {few(p.one.desa)}
          </button>
          <small>{p.one.desa[0]?.kecamatan}</small>
        </th>
        <td>{what(p.one)}</td>
        <td class="n">{num(p.one.hours, 1)}</td>
        <td>{coded("plan", p.one.state)}</td>
      </tr>
      {p.open && (
        <tr class="opened">
          <td colSpan={5}>
            <Detail p={p.one} onDecided={p.onDecided} />
          </td>
        </tr>
      )}
    </>
  );
}

function extent(p: Plan): Box {
  const all = [p.office, ...p.proposals.map((one) => one.center)];
  const lon = all.map((c) => c[0]);
  const lat = all.map((c) => c[1]);
  return [Math.min(...lon), Math.min(...lat), Math.max(...lon), Math.max(...lat)];
}

/** Draws the round while the panel is open. */
function useRoute(plan: Plan | undefined, whole: boolean): void {
  const { route, map } = useShell();
  useEffect(() => {
    if (!plan) return;
    const stops = plan.proposals.map((p) => ({
      id: p.id,
      stop: p.stop,
      kind: p.kind,
      random: p.random,
      at: p.center,
    }));
    route.set({ office: plan.office, stops });
    if (whole && stops.length > 0) map()?.fit(extent(plan));
    return () => route.set({ office: null, stops: [] });
  }, [plan]);
}

/** The proposals of a period in the order of stops: the table twin of the line on the map. */
export function PlanPanel({ id }: { id: string }) {
  const [decided, setDecided] = useState<Record<string, Proposal>>({}); // since the plan was loaded
  const { data, error } = useLoad("plan", (signal) => api.plan(signal));
  useRoute(data?.plan, id === "all");
  if (!data) return <Waiting error={error} />;
  const p = data.plan;
  const onDecided = (now: Proposal) => setDecided({ ...decided, [now.id]: now });
  const drawn = p.proposals.filter((one) => one.random).length;
  return (
    <>
      <h2>{t("plan.title")}</h2>
      <p>{period(p.from, p.until)}</p>
      <p class="caution">{t("plan.caution")}</p>
      <Facts
        title={t("plan.sum")}
        rows={[
          [t("plan.hours"), t("plan.hoursOf", { h: num(p.hours, 1), most: num(p.hours_most) })],
          [t("plan.aloneAll"), num(p.hours_alone, 1)],
          [t("plan.km"), num(p.km)],
          [t("plan.cost"), `Rp ${num(p.rupiah)}`],
          [t("plan.drawn"), t("plan.drawnOf", { k: drawn, n: p.pool, share: percent(p.floor, 1) })],
        ]}
      />
      {p.short && <p>{t("plan.short")}</p>}
      {!p.short && p.proposals.length === 0 && <p>{t("plan.none")}</p>}
      {p.proposals.length > 0 && (
        <table class="stops">
          <caption>{t("plan.table")}</caption>
          <thead>
            <tr>
              <th scope="col">{t("plan.stop")}</th>
              <th scope="col">{t("plan.place")}</th>
              <th scope="col">{t("plan.what")}</th>
              <th scope="col">{t("plan.h")}</th>
              <th scope="col">{t("plan.state")}</th>
            </tr>
          </thead>
          <tbody>
            {p.proposals.map((one) => (
              <Stop key={one.id} one={decided[one.id] ?? one} open={one.id === id} onDecided={onDecided} />
            ))}
          </tbody>
        </table>
      )}
      <p class="quiet">{t("plan.how")}</p>
    </>
  );
}
