import { empty } from "./scale";

/** The colours of what is not a score, by day and by night. */
export interface Ink {
  sea: string;
  land: string;
  outside: string; // land beyond the working area
  rest: string; // cells that the filters leave out
  shore: string;
  line: string;
  text: string;
  halo: string;
  cluster: string;
  select: string;
}

export const light: Ink = {
  sea: "#d3e2e8",
  land: empty.missing,
  outside: "#e6e8e7",
  rest: "#dde2e0",
  shore: "#5c8797",
  line: "#4c565a",
  text: "#22292c",
  halo: "#ffffff",
  cluster: "#12384a",
  select: "#0057d9",
};

export const dark: Ink = {
  sea: "#14232a",
  land: "#29302f",
  outside: "#1d2829",
  rest: "#3a4342",
  shore: "#5f93a6",
  line: "#c5ced0",
  text: "#f2f5f5",
  halo: "#12191b",
  cluster: "#e9f6ff",
  select: "#6cb4ff",
};
