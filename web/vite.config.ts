import "./groupby.config";
import { defineConfig } from "vitest/config";

// No inlined asset and no preload polyfill: the page runs under a strict
// content security policy.
export default defineConfig({
  base: "/",
  build: {
    target: "es2022",
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 1200,
  },
  test: { include: ["src/**/*.test.ts"], environment: "node" },
});
