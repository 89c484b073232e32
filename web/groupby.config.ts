// Vitest's failure report calls Map.groupBy, which Node gained in version 21;
// without it a failing test on Node 20 would hide its message.
type Grouper = <K, T>(items: Iterable<T>, keyOf: (item: T, index: number) => K) => Map<K, T[]>;

const groupBy: Grouper = (items, keyOf) => {
  const groups = new Map<ReturnType<typeof keyOf>, (typeof items extends Iterable<infer T> ? T : never)[]>();
  let index = 0;
  for (const item of items) {
    const key = keyOf(item, index++);
    groups.set(key, [...(groups.get(key) ?? []), item]);
  }
  return groups;
};

if (!("groupBy" in Map)) Object.defineProperty(Map, "groupBy", { value: groupBy });
