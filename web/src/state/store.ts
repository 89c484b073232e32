/** A value that views subscribe to. Updates replace, never mutate. */
export interface Store<T> {
  get(): T;
  set(change: Partial<T>): void;
  subscribe(listener: (now: T, before: T) => void): () => void;
}

/** Makes a store; listeners run in the order of their subscription. */
export function createStore<T extends object>(initial: T): Store<T> {
  let value = initial;
  const listeners = new Set<(now: T, before: T) => void>();
  return {
    get: () => value,
    set(change) {
      const before = value;
      const keys = Object.keys(change) as (keyof T)[];
      if (keys.every((k) => Object.is(before[k], change[k]))) return;
      value = { ...before, ...change };
      for (const listener of [...listeners]) listener(value, before);
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
