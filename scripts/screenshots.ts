// npm run screenshots, after a build: every page in both themes, on a phone and on a desktop, in each of its states, with
// forced colours and with text twice as large, to look at beside the mocks. Into test-results/screenshots/, or the folder
// that is named; a second word takes only the states whose name holds it.
import { mkdirSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { chromium, type Browser, type Page } from '@playwright/test';
import config from '../playwright.config.ts';
import { openHost, type SiteHost } from '../tests/e2e/support/hosts.ts';
import { walkLiveStates } from '../tests/e2e/support/live-states.ts';
import { bareNetwork } from '../tests/e2e/support/local-network.ts';
import { networksWithLocal } from '../tests/e2e/support/networks-file.ts';
import { RpcProxy } from '../tests/e2e/support/rpc-proxy.ts';
import { builtPages } from '../tests/e2e/support/site-test.ts';
import { setTextSize } from '../tests/e2e/support/text-size.ts';

const PHONE = { width: 390, height: 844 };
const DESKTOP = { width: 1_280, height: 900 };
const THEMES = ['light', 'dark'] as const;

/** What is also looked at with forced colours and large text: one of each kind of page, and every live state. */
const MAIN = ['', 'vault/', 'keeper/', 'lab/', 'settings/', 'docs/'];

/** A page has read its files, and what a network that answers would have said. */
const LOADED_MS = 1_000;
/** A network that does not answer has been given up. */
const FAILED_MS = 6_000;

const [, , named, only = ''] = process.argv;
const folder = resolve(named ?? join(import.meta.dirname, '../test-results/screenshots'));

/** One picture of the whole page, as it is now: in a window as tall as the page, so that what sticks to its foot is there. */
async function shoot(page: Page, state: string, look: string): Promise<void> {
	const to = join(folder, look);
	mkdirSync(to, { recursive: true });
	const size = page.viewportSize() ?? DESKTOP;
	const height = await page.evaluate(() => document.documentElement.scrollHeight);
	await page.setViewportSize({ ...size, height: Math.max(height, size.height) });
	await page.screenshot({ path: join(to, `${state}.png`) });
	await page.setViewportSize(size);
}

/** The page in every look. It is loaded once: theme and width change under it, as they do under a visitor. */
async function everyLook(page: Page, state: string, isMain: boolean): Promise<void> {
	for (const [name, size] of Object.entries({ phone: PHONE, desktop: DESKTOP })) {
		await page.setViewportSize(size);
		for (const colorScheme of THEMES) {
			await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
			await shoot(page, state, `${name}-${colorScheme}`);
		}
		await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
		if (!isMain) continue;
		await page.emulateMedia({ forcedColors: 'active' });
		await shoot(page, state, `${name}-forced`);
		await page.emulateMedia({ forcedColors: 'none' });
		await setTextSize(page, 200);
		await shoot(page, state, `${name}-twice`);
		await setTextSize(page, 100);
	}
}

const nameOf = (path: string) => (path === '' ? 'home' : path.slice(0, -1).replaceAll('/', '-'));

/** Every page of one host, after so long. */
async function everyPage(
	browser: Browser,
	host: SiteHost,
	state: string,
	waitMs: number
): Promise<void> {
	if (!state.includes(only)) return;
	const page = await browser.newPage({ viewport: DESKTOP, reducedMotion: 'reduce' });
	for (const path of builtPages()) {
		await page.goto(host.page(path));
		await page.waitForTimeout(waitMs);
		await everyLook(page, `${nameOf(path)}-${state}`, state === 'empty' && MAIN.includes(path));
	}
	await page.close();
	console.log(`${state}: ${builtPages().length} pages`);
}

async function live(browser: Browser, host: SiteHost): Promise<void> {
	if (!'live'.includes(only)) return;
	const page = await browser.newPage({ viewport: DESKTOP, reducedMotion: 'reduce' });
	await walkLiveStates(page, host, async (state) => {
		await everyLook(page, state, true);
		console.log(`live: ${state}`);
		await page.setViewportSize(DESKTOP);
	});
	await page.close();
}

async function main(): Promise<void> {
	if (only === '') rmSync(folder, { recursive: true, force: true });
	const browser = await chromium.launch(config.use?.launchOptions ?? {});
	const network = await bareNetwork();
	const proxy = await RpcProxy.open(network.url);
	const plain = await openHost('plain');
	const local = await openHost('plain', networksWithLocal({ rpc: [proxy.url] }));
	const broken = await openHost('plain', new Map([['networks.json', undefined]]));
	try {
		await everyPage(browser, plain, 'empty', LOADED_MS);
		proxy.behaviour = { kind: 'silent' };
		await everyPage(browser, local, 'loading', LOADED_MS);
		proxy.behaviour = { kind: 'dead' };
		await everyPage(browser, local, 'error', FAILED_MS);
		await everyPage(browser, broken, 'broken', LOADED_MS);
		await live(browser, plain);
	} finally {
		await browser.close();
		for (const one of [plain, local, broken, proxy, network]) await one.close();
	}
	console.log(folder);
}

await main();
