/**
 * Keeps the focus near when what has it goes away: a button that has done its work, a panel that another one replaces. Browsers drop
 * it to the page’s top then, where who uses a keyboard begins anew, and a screen reader falls silent. It goes to the nearest
 * ancestor that is still there, so that the next Tab goes on from the same place.
 */
export function holdFocus(document: Document): void {
	/** What had the focus last outside of dialogs, which hand it back themselves, and everything around it. */
	let path: readonly Element[] = [];

	const isLost = () => document.activeElement === null || document.activeElement === document.body;

	const mend = () => {
		if (!isLost() || path[0]?.isConnected !== false) return;
		for (const one of [...document.querySelectorAll('dialog:modal'), ...path]) {
			if (one instanceof HTMLElement && isThere(one) && takes(one)) return;
		}
	};

	document.addEventListener('focusin', ({ target }) => {
		if (target instanceof Element && target.closest('dialog') === null) path = around(target);
	});
	// left for nothing by hand: what goes away later has not had it
	document.addEventListener('focusout', ({ relatedTarget }) => {
		if (relatedTarget !== null) return;
		queueMicrotask(() => {
			if (isLost() && path[0]?.isConnected === true && document.hasFocus()) path = [];
		});
	});
	document.addEventListener('close', mend, true);
	new MutationObserver(mend).observe(document.body, { childList: true, subtree: true });
}

function around(element: Element): readonly Element[] {
	const path: Element[] = [];
	for (let one: Element | null = element; one !== null; one = one.parentElement) path.push(one);
	return path.filter((one) => one !== one.ownerDocument.body);
}

/** In the page, and large enough for a ring around it to be seen. */
function isThere(element: HTMLElement): boolean {
	const { width, height } = element.getBoundingClientRect();
	return element.isConnected && width > 0 && height > 0;
}

/** Whether it has the focus now. It can have it by no key, and only until it loses it. */
function takes(element: HTMLElement): boolean {
	if (!element.hasAttribute('tabindex')) {
		element.tabIndex = -1;
		const forget = () => {
			element.removeAttribute('tabindex');
		};
		element.addEventListener('blur', forget, { once: true });
	}
	element.focus({ preventScroll: true });
	if (element.ownerDocument.activeElement !== element) return false;
	// what was added above may have moved it out of sight; what is larger than the window stays where it is
	if (element.getBoundingClientRect().height < innerHeight) {
		element.scrollIntoView({ block: 'nearest' });
	}
	return true;
}
