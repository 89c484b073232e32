import type { MapHandle } from "../src/map/map";

declare global {
  interface Window {
    timpora?: { map: () => MapHandle | null };
  }
}
