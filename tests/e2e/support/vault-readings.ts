import { expect, type Page } from '@playwright/test';

/* What the vault's page shows, as values. */

const PATIENCE_MS = 120_000;

export interface ShownFill {
	/** As people compare them: `GBQX…7T2K`. */
	readonly operator: string;
	readonly ledger: number;
}

/** The first fill after that ledger that the history shows. */
export async function fillAfter(page: Page, ledger: number): Promise<ShownFill> {
	const history = page.getByRole('region', { name: 'History' });
	await history.getByRole('radio', { name: 'Fills' }).check({ timeout: PATIENCE_MS });
	let found: ShownFill | undefined;
	await expect(async () => {
		found = (await fillsIn(history)).findLast((fill) => fill.ledger > ledger);
		expect(found, `no fill after ledger ${ledger}`).toBeDefined();
	}).toPass({ timeout: PATIENCE_MS });
	if (found === undefined) throw new Error('no fill');
	return found;
}

/** Newest first. */
const fillsIn = (history: ReturnType<Page['getByRole']>): Promise<readonly ShownFill[]> =>
	history.locator('tbody td.o1').evaluateAll((cells) =>
		cells.map((cell) => ({
			operator: cell.querySelector('b')?.textContent ?? '',
			ledger: Number(cell.querySelector('small .mono')?.textContent.replaceAll(',', ''))
		}))
	);

/** What a share is worth now, in USDC. */
export async function sharePrice(page: Page): Promise<number> {
	const tile = page.getByRole('main').locator('dl.tiles-inline dd').first();
	await expect(tile).toHaveText(/^\d\.\d{3}\s?\d+/, { timeout: PATIENCE_MS });
	return Number.parseFloat(((await tile.textContent()) ?? '').replace(/(?<=\d)\s(?=\d)/g, ''));
}

/** No profit vests any more: the price stays until the next one. */
export async function allVested(page: Page): Promise<void> {
	await expect(page.getByRole('main')).toContainText(/Vesting now\s*0\.00\sUSDC/, {
		timeout: PATIENCE_MS
	});
}
