import { createStore } from "./store";

/** Whether the server has refused who asks since the page was opened. */
export const session = createStore<{ ended: boolean }>({ ended: false });
