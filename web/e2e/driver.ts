import {
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  chromium,
  type Page,
} from "playwright-core";
import { type Server, startServer } from "./server";

interface Options {
  width?: number;
  height?: number;
  colorScheme?: "light" | "dark";
  webgl?: boolean;
  as?: { token: string } | "nobody"; // without it: the demo's first user
}

const flags = [
  "--no-sandbox",
  "--use-angle=swiftshader",
  "--enable-unsafe-swiftshader",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--no-first-run",
];

/** given / when / get: what a test says of the page, without selectors. */
export class Driver {
  readonly faults: string[] = [];
  readonly foreign: string[] = [];
  readonly refused: string[] = []; // requests that were answered with an error

  private constructor(
    readonly url: string,
    readonly context: BrowserContext,
    readonly page: Page,
  ) {
    page.on("console", (m) => ["error", "warning"].includes(m.type()) && this.faults.push(m.text()));
    page.on("pageerror", (e) => this.faults.push(e.message));
    page.on("response", (r) => r.status() >= 400 && this.refused.push(`${r.status()} ${r.url()}`));
    page.on("request", (r) => this.isForeign(r.url()) && this.foreign.push(r.url()));
  }

  private isForeign(address: string): boolean {
    return !address.startsWith(`${this.url}/`) && !/^(data|blob):/.test(address);
  }

  static async open(house: House, hash = "", o: Options = {}): Promise<Driver> {
    const context = await house.browser.newContext({
      viewport: { width: o.width ?? 1440, height: o.height ?? 900 },
      colorScheme: o.colorScheme ?? "light",
      reducedMotion: "reduce",
      ...identity(house, o.as),
    });
    const page = await context.newPage();
    if (o.webgl === false) {
      await page.addInitScript(() => {
        HTMLCanvasElement.prototype.getContext = () => null;
      });
    }
    await page.addInitScript(() => {
      addEventListener("securitypolicyviolation", (v) =>
        console.error(`policy: ${v.effectiveDirective} ${v.blockedURI} ${v.sample}`),
      );
    });
    const driver = new Driver(house.server.url, context, page);
    await page.goto(`${house.server.url}/${hash}`);
    await page.waitForSelector("main");
    return driver;
  }

  readonly given = {
    idleMap: () => this.page.waitForFunction(() => window.timpora?.map()?.idle() === true),
  };

  readonly when = {
    clickAt: async (lon: number, lat: number) => {
      const box = await this.page.locator(".mapbox canvas").boundingBox();
      const at = await this.page.evaluate(
        ([x, y]) => window.timpora?.map()?.pointOf(x as number, y as number),
        [lon, lat],
      );
      if (!box || !at) throw new Error("no map to click");
      await this.page.mouse.click(box.x + at.x, box.y + at.y);
    },
    search: async (text: string) => {
      await this.page.getByRole("combobox").fill(text);
      await this.page.locator("[role=option]").first().waitFor();
    },
    press: (key: string) => this.page.keyboard.press(key),
    switchTo: (lang: "ID" | "EN") => this.page.getByRole("button", { name: lang, exact: true }).click(),
    toggleTable: () => this.page.locator(".tools .tool").first().click(),
  };

  readonly get = {
    drawn: (layer: string) =>
      this.page.evaluate((id) => window.timpora?.map()?.drawn(id) ?? [], layer) as Promise<
        Record<string, unknown>[]
      >,
    hash: () => this.page.evaluate(() => location.hash),
    text: (selector: string) => this.page.locator(selector).first().innerText(),
    json: async <T>(path: string): Promise<T> =>
      (await this.page.request.get(`${this.url}${path}`)).json() as Promise<T>,
    colours: () => distinctColours(this.page),
  };

  /** All that went wrong: errors, warnings, refused requests, requests to others. */
  flaws(): string[] {
    return [...this.faults, ...this.refused, ...this.foreign];
  }

  close(): Promise<void> {
    return this.context.close();
  }
}

function identity(house: House, as: Options["as"]): BrowserContextOptions {
  if (as === "nobody") return {};
  return as ? { extraHTTPHeaders: { authorization: `Bearer ${as.token}` } } : { storageState: house.first };
}

/** How many distinct colours the drawn map has, sampled on a grid. */
function distinctColours(page: Page): Promise<number> {
  return page.evaluate(() => {
    const source = document.querySelector<HTMLCanvasElement>(".mapbox canvas");
    const copy = document.createElement("canvas");
    const ink = copy.getContext("2d");
    if (!source || !ink) return 0;
    copy.width = 160;
    copy.height = 120;
    ink.drawImage(source, 0, 0, 160, 120);
    const data = ink.getImageData(0, 0, 160, 120).data;
    const seen = new Set<number>();
    for (let i = 0; i < data.length; i += 4)
      seen.add(((data[i] ?? 0) << 16) | ((data[i + 1] ?? 0) << 8) | (data[i + 2] ?? 0));
    return seen.size;
  });
}

type StorageState = Awaited<ReturnType<BrowserContext["storageState"]>>;

/** One server and one browser for a file of tests. */
export interface House {
  server: Server;
  browser: Browser;
  first: StorageState; // the first user's session
  close: () => Promise<void>;
}

export async function openHouse(...serve: string[]): Promise<House> {
  const server = await startServer(...serve);
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: flags,
  });
  const close = async () => {
    await browser.close();
    server.stop();
  };
  return { server, browser, first: await signedIn(browser, server), close };
}

/** Signs the first user in by the address that the program printed. */
async function signedIn(browser: Browser, server: Server): Promise<StorageState> {
  const context = await browser.newContext();
  if (server.once) {
    const page = await context.newPage();
    await page.goto(server.once);
    if (!page.url().startsWith(`${server.url}/`) || page.url().includes("/masuk")) {
      throw new Error(`the one-time link led to ${page.url()}`);
    }
  }
  const state = await context.storageState();
  await context.close();
  return state;
}
