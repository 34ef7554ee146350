import { expect, type Page } from '@playwright/test';

/* What the lab shows of its network, as values. */

const PATIENCE_MS = 120_000;
const numberOf = (text: string): number => Number(text.replace(/[\s,]/g, ''));

interface Line {
	readonly ledger: number;
	readonly who: string;
	readonly text: string;
}

/** “Just now”, newest first: the last few lines alone, every space a plain one. */
const justNow = (page: Page): Promise<readonly Line[]> =>
	page.locator('.events li').evaluateAll((items) =>
		items.map((item) => {
			const who = item.querySelector('b')?.textContent ?? '';
			const [ledger = '', text = ''] = [...item.children].map((part) =>
				part.textContent.replace(/\s/g, ' ')
			);
			return { ledger: Number(ledger.replaceAll(',', '')), who, text: text.slice(who.length + 1) };
		})
	);

/** The ledger in which the oracle’s price last fell, if that is among the newest lines. */
export async function lastFall(page: Page): Promise<number | undefined> {
	const lines = await justNow(page);
	return lines.find(({ who, text }) => who === 'oracle' && text.includes('falls by'))?.ledger;
}

export interface Fill {
	readonly ledger: number;
	/** A house keeper by its name, or “this tab”. */
	readonly winner: string;
	readonly borrower: string;
	/** Ledger from which the auction’s age counts. */
	readonly openedAt: number;
}

/** The first fill that the page shows of an auction that was opened after that ledger. */
export async function fillOfAuctionAfter(page: Page, ledger: number): Promise<Fill> {
	let found: Fill | undefined;
	await expect(async () => {
		found = await firstFill(page, ledger);
		expect(found, `no fill of an auction opened after ledger ${ledger}`).toBeDefined();
	}).toPass({ timeout: PATIENCE_MS, intervals: [100] });
	if (found === undefined) throw new Error('no fill');
	return found;
}

const firstFill = async (page: Page, after: number): Promise<Fill | undefined> =>
	(await justNow(page)).flatMap(fillOf).findLast(({ openedAt }) => openedAt > after);

function fillOf({ ledger, who, text }: Line): readonly Fill[] {
	const [, borrower = '', age] =
		/^filled \d+ %.*Auction of (.+), ledger (\d+) of 400/.exec(text) ?? [];
	return age === undefined
		? []
		: [{ ledger, winner: who, borrower, openedAt: ledger - Number(age) }];
}

/** The auction with which every world begins has come to its end. */
export async function openingRaceOver(page: Page): Promise<void> {
	await expect(page.getByRole('heading', { name: 'Last race' })).toBeVisible({
		timeout: PATIENCE_MS
	});
	await expect(page.getByRole('heading', { name: 'No open auction' })).toBeVisible({
		timeout: PATIENCE_MS
	});
}

/** What a share will be worth once every profit so far has vested. */
export async function priceWhenVested(page: Page): Promise<number> {
	const share = page.getByRole('region', { name: 'Share price' });
	const price = share.locator('dt', { hasText: 'When all has vested' }).locator('+ dd');
	await expect(price).toHaveText(/^\d\.\d{3}\s?\d+/, { timeout: PATIENCE_MS });
	return numberOf((await price.textContent()) ?? '');
}

/**
 * After a fall in that ledger: closes the ledgers before the race at once, so that the keepers are awake for its end. Not before
 * the picture has the trade by which the market follows the oracle: until then an auction seems to pay earlier than it will. The
 * race may be over before a slow page has drawn its beginning.
 */
export async function skipToTheRace(page: Page, fell: number): Promise<void> {
	await expect(async () => {
		const traded = (await justNow(page)).find(
			({ ledger, text }) => ledger > fell && text.includes('follows the oracle')
		);
		const drawn = await ledgerDrawn(page);
		expect(traded, 'the market follows the oracle').toBeDefined();
		expect(drawn, 'the auction is drawn after it').toBeGreaterThan(traded?.ledger ?? drawn);
	}).toPass({ timeout: PATIENCE_MS, intervals: [100] });
	const skip = page.getByRole('button', { name: 'Skip to the race' });
	await expect(skip).toHaveAttribute('aria-disabled', 'false', { timeout: PATIENCE_MS });
	await skip.click();
	const close = page.getByRole('main').getByText(/The vault can fill it now|\b\d\sledgers? to go/);
	await expect(async () => {
		const isHere = (await close.isVisible()) || (await firstFill(page, fell)) !== undefined;
		expect(isHere, 'the race is close, or over').toBe(true);
	}).toPass({ timeout: PATIENCE_MS, intervals: [100] });
}

/** The ledger at which the open auction is drawn. */
async function ledgerDrawn(page: Page): Promise<number> {
	const auction = page.getByRole('region', { name: /^Auction of / });
	const [opened, curve] = await Promise.all([
		auction.locator('.sheet__head').textContent({ timeout: 1_000 }),
		auction.getByRole('img').getAttribute('aria-label', { timeout: 1_000 })
	]);
	const [, at = ''] = /opened at ledger ([\d,]+)/.exec(opened ?? '') ?? [];
	const [, age = ''] = /ledger (\d+) of 400/.exec(curve ?? '') ?? [];
	return numberOf(at) + numberOf(age);
}

/** One ledger every so many seconds. */
export async function pace(page: Page, seconds: '5' | '1' | '0.25' | '0.1'): Promise<void> {
	const choice = page.getByRole('radio', { name: `${seconds} s`, exact: true });
	await choice.check({ force: true });
	await expect(choice).toBeChecked();
}
