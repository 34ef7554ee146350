// npm run screenshots, after a build: every page in both themes, on a phone and on a desktop, in each of its states, to
// look at beside the mocks. Into test-results/screenshots/, or the folder that is named.
import { mkdirSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { chromium, type Browser, type BrowserContext, type Page } from '@playwright/test';
import config from '../playwright.config.ts';
import { openHost, type SiteHost } from '../tests/e2e/support/hosts.ts';
import { startDemo } from '../tests/e2e/support/journey.ts';
import { bareNetwork } from '../tests/e2e/support/local-network.ts';
import { networksWithLocal } from '../tests/e2e/support/networks-file.ts';
import { RpcProxy } from '../tests/e2e/support/rpc-proxy.ts';
import { builtPages } from '../tests/e2e/support/site-test.ts';

const SIZES = {
	phone: { width: 390, height: 844 },
	desktop: { width: 1_280, height: 900 }
} as const;
const THEMES = ['light', 'dark'] as const;
type SizeName = keyof typeof SIZES;
type Theme = (typeof THEMES)[number];

/** `empty`: a first visit. `loading`: nothing has answered yet. `error`: nothing answers. `live`: the demo runs. `broken`: no networks.json. */
const STATES = ['empty', 'loading', 'error', 'live', 'broken'] as const;
type StateName = (typeof STATES)[number];

const LOADED_MS = 1_500;
const FAILED_MS = 8_000;
const LIVE_MS = 60_000;

const folder = resolve(process.argv[2] ?? join(import.meta.dirname, '../test-results/screenshots'));

async function shoot(page: Page, state: StateName, path: string, look: string): Promise<void> {
	const name = path === '' ? 'home' : path.replace(/\/$/, '').replaceAll('/', '-');
	const to = join(folder, state);
	mkdirSync(to, { recursive: true });
	await page.screenshot({ path: join(to, `${name}-${look}.png`), fullPage: true });
}

async function open(browser: Browser, theme: Theme, size: SizeName): Promise<BrowserContext> {
	return browser.newContext({
		viewport: SIZES[size],
		colorScheme: theme,
		deviceScaleFactor: size === 'phone' ? 2 : 1,
		hasTouch: size === 'phone',
		reducedMotion: 'reduce'
	});
}

/** Every page of one host, after so long. */
async function everyPage(
	context: BrowserContext,
	host: SiteHost,
	state: StateName,
	look: string,
	waitMs: number
): Promise<void> {
	const page = await context.newPage();
	for (const path of builtPages()) {
		await page.goto(host.page(path));
		await page.waitForTimeout(waitMs);
		await shoot(page, state, path, look);
	}
}

async function live(context: BrowserContext, host: SiteHost, look: string): Promise<void> {
	const page = await context.newPage();
	await page.goto(`${host.url}?seed=1`);
	await startDemo(page);
	await page.waitForTimeout(LIVE_MS); // long enough for a first fill
	await shoot(page, 'live', '', look);
	for (const path of builtPages().filter((one) => one !== '')) {
		await page.goto(`${host.page(path)}?seed=1`);
		await page.waitForTimeout(LOADED_MS);
		await shoot(page, 'live', path, look);
	}
}

async function main(): Promise<void> {
	rmSync(folder, { recursive: true, force: true });
	const browser = await chromium.launch(config.use?.launchOptions ?? {});
	const network = await bareNetwork();
	const proxy = await RpcProxy.open(network.url);
	const plain = await openHost('plain');
	const local = await openHost('plain', networksWithLocal({ rpc: [proxy.url] }));
	const broken = await openHost('plain', new Map([['networks.json', undefined]]));
	try {
		for (const theme of THEMES) {
			for (const size of Object.keys(SIZES) as SizeName[]) {
				const look = `${theme}-${size}`;
				const looked = async (what: (context: BrowserContext) => Promise<void>) => {
					const context = await open(browser, theme, size);
					await what(context);
					await context.close();
				};
				await looked((context) => everyPage(context, plain, 'empty', look, LOADED_MS));
				proxy.behaviour = { kind: 'silent' };
				await looked((context) => everyPage(context, local, 'loading', look, LOADED_MS));
				proxy.behaviour = { kind: 'dead' };
				await looked((context) => everyPage(context, local, 'error', look, FAILED_MS));
				await looked((context) => everyPage(context, broken, 'broken', look, LOADED_MS));
				await looked((context) => live(context, plain, look));
				console.log(`${look}: ${STATES.length} states of ${builtPages().length} pages`);
			}
		}
	} finally {
		await browser.close();
		for (const one of [plain, local, broken, proxy, network]) await one.close();
	}
	console.log(folder);
}

await main();
