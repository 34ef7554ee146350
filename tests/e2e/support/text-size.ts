import type { Page } from '@playwright/test';

/** The browser's own setting for text: as it comes, or twice as large. */
export async function setTextSize(page: Page, percent: 100 | 200): Promise<void> {
	const session = await page.context().newCDPSession(page);
	const standard = (16 * percent) / 100;
	await session.send('Page.setFontSizes', { fontSizes: { standard, fixed: standard - 3 } });
	await session.detach();
}

/** How far the page can be moved sideways, in pixels. */
export const overflow = (page: Page): Promise<number> =>
	page.evaluate(() => {
		const { scrollWidth, clientWidth } = document.documentElement;
		return scrollWidth - clientWidth;
	});
