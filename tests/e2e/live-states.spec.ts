import AxeBuilder from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';
import { walkLiveStates } from './support/live-states.ts';
import { test } from './support/site-test.ts';
import { overflow, setTextSize } from './support/text-size.ts';

const THEMES = ['light', 'dark'] as const;
const DESKTOP = { width: 1_280, height: 800 };
const PHONE = { width: 360, height: 740 };

/** What is wrong with the page as it stands: for who cannot see it, and for who holds it in a hand. */
async function faults(page: Page): Promise<readonly string[]> {
	const found: string[] = [];
	for (const colorScheme of THEMES) {
		await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
		await page.setViewportSize(DESKTOP);
		const axe = new AxeBuilder({ page });
		// of all rules, only contrast is another in the other theme
		const { violations } = await (
			colorScheme === 'dark' ? axe.withRules('color-contrast') : axe
		).analyze();
		for (const { id, nodes } of violations) {
			found.push(`${colorScheme}: ${id}: ${nodes[0]?.html ?? ''}`);
		}
		await page.setViewportSize(PHONE);
		if ((await overflow(page)) > 0) found.push(`${colorScheme}: wider than a phone`);
	}
	await setTextSize(page, 200);
	if ((await overflow(page)) > 0) found.push('wider than a phone with text twice as large');
	await setTextSize(page, 100);
	await page.setViewportSize(DESKTOP);
	return found;
}

test('no state of a visit has an accessibility fault or is wider than a phone', async ({
	page,
	host
}) => {
	test.setTimeout(400_000);
	const found: string[] = [];
	const seen: string[] = [];
	await walkLiveStates(page, host, async (state) => {
		seen.push(state);
		for (const fault of await faults(page)) found.push(`${state}: ${fault}`);
	});
	expect(found).toEqual([]);
	expect(seen).toContain('demo-wallet');
	expect(seen.at(-1)).toBe('settings-running');
});

test.describe('networks.json is broken', () => {
	test.use({ replace: new Map([['networks.json', '{}']]) });

	for (const path of ['', 'settings/']) {
		test(`/${path} says so without an accessibility fault, and fits a phone`, async ({
			page,
			host
		}) => {
			await page.goto(host.page(path));
			await expect(page.getByRole('alert')).toContainText('networks.json');
			expect(await faults(page)).toEqual([]);
		});
	}
});
