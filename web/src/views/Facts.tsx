import type { ComponentChildren } from "preact";

/** A titled list of terms and figures. */
export function Facts(p: {
  title: string;
  rows: [string, ComponentChildren][];
  children?: ComponentChildren;
}) {
  return (
    <section class="facts">
      <h3>{p.title}</h3>
      {p.rows.length > 0 && (
        <dl>
          {p.rows.map(([term, figure]) => (
            <div key={term}>
              <dt>{term}</dt>
              <dd>{figure}</dd>
            </div>
          ))}
        </dl>
      )}
      {p.children}
    </section>
  );
}
