import { expect, type Locator, type Page } from '@playwright/test';

type Role = 'button' | 'checkbox' | 'link' | 'radio' | 'textbox';

/** Generous: a machine that also compiles may take its time. */
const PATIENCE_MS = 120_000;
/** Presses from one step of a flow to the next: more is no way to use a page. */
const MOST_PRESSES = 40;

/** A visitor without a mouse, who must always see where the focus is. */
export class Keyboard {
	readonly #page: Page;
	/** Before the first key the focus is nowhere yet. */
	#begun = false;

	constructor(page: Page) {
		this.#page = page;
	}

	/** Presses a button, or follows a link. */
	async press(role: Role, name: string | RegExp): Promise<void> {
		await this.to(this.#page.getByRole(role, { name, exact: true }).first());
		await this.#page.keyboard.press('Enter');
	}

	/** To another page, which begins at its top as every page does. */
	async follow(name: string): Promise<void> {
		await this.press('link', name);
		await expect(this.#page.getByRole('navigation').locator('[aria-current]').first()).toHaveText(
			name
		);
		this.#begun = false;
	}

	async pressIt(what: Locator): Promise<void> {
		await this.to(what);
		await this.#page.keyboard.press('Enter');
	}

	async type(name: string, text: string): Promise<void> {
		const field = this.#page.getByRole('textbox', { name });
		await this.to(field);
		await this.#page.keyboard.press('ControlOrMeta+A');
		await this.#page.keyboard.type(text);
		await expect(field).toHaveValue(text);
	}

	/** What is on goes off, and the other way round. */
	async toggle(name: RegExp): Promise<void> {
		const box = this.#page.getByRole('checkbox', { name });
		await this.to(box);
		const was = await box.isChecked();
		await this.#page.keyboard.press('Space');
		await expect(box).toBeChecked({ checked: !was });
	}

	/** One of a few, by arrows. */
	async choose(group: string, name: string | RegExp): Promise<void> {
		const radios = this.#page.getByRole('group', { name: group }).getByRole('radio');
		const wanted = this.#page.getByRole('group', { name: group }).getByRole('radio', { name });
		await this.to(radios.and(this.#page.locator(':checked')));
		const count = await radios.count();
		for (let presses = 0; presses < count && !(await wanted.isChecked()); presses += 1) {
			await this.#page.keyboard.press('ArrowRight');
		}
		await expect(wanted).toBeChecked();
	}

	/** Tab by Tab, forth or back, whichever is the way there. */
	async to(wanted: Locator): Promise<void> {
		await expect(wanted).toBeVisible({ timeout: PATIENCE_MS });
		if (this.#begun) {
			await expect(this.#page.locator('body'), 'the focus is lost').not.toBeFocused();
		}
		this.#begun = true;
		for (let presses = 0; presses <= MOST_PRESSES; presses += 1) {
			const way = await wanted.evaluate(wayTo);
			if (way === 'here') return;
			await this.#page.keyboard.press(way === 'back' ? 'Shift+Tab' : 'Tab');
			await this.#seen();
		}
		throw new Error(`no ${String(wanted)} within ${MOST_PRESSES} presses of Tab`);
	}

	/** What has the focus shows it, and nothing lies over it. */
	async #seen(): Promise<void> {
		expect(await this.#page.evaluate(hiddenFocus)).toBe('');
	}
}

/* Both run in the page, on their own: nothing of this module reaches them. */

function wayTo(wanted: Element): 'here' | 'back' | 'forth' {
	const at = document.activeElement;
	if (at === wanted) return 'here';
	if (at === null || at === document.body) return 'forth';
	return (at.compareDocumentPosition(wanted) & Node.DOCUMENT_POSITION_PRECEDING) !== 0
		? 'back'
		: 'forth';
}

/** Why the focus cannot be seen; `''`: it can, or it has left the page for the browser's own controls. */
function hiddenFocus(): string {
	const at = document.activeElement;
	if (at === null || at === document.body) return '';
	const name = `${at.tagName} “${at.textContent.trim().slice(0, 40)}”`;
	const { left, right, top, bottom } = at.getBoundingClientRect();
	const [x, y] = [(left + right) / 2, (Math.max(top, 0) + Math.min(bottom, innerHeight)) / 2];
	const hit = document.elementFromPoint(x, y);
	if (hit === null) return `${name} is outside of the window`;
	if (!at.contains(hit) && !hit.contains(at)) return `${name} lies behind ${hit.tagName}`;
	for (
		let one: Element | null = at;
		one !== null && one !== document.body;
		one = one.parentElement
	) {
		const { outlineStyle, outlineWidth } = getComputedStyle(one);
		if (outlineStyle !== 'none' && parseFloat(outlineWidth) > 0) return '';
	}
	return `${name} has the focus and does not show it`;
}
