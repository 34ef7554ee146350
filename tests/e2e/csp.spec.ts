import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, type Page } from '@playwright/test';
import { openHost, type SiteHost } from './support/hosts.ts';
import { test } from './support/site-test.ts';

const WORKERS = '_app/immutable/workers';
const sandboxWorker = readdirSync(join(import.meta.dirname, '../../build', WORKERS)).find((name) =>
	name.startsWith('sandbox.worker-')
);

/*
 * The attempts are made by files that the site itself serves, in place of its own: code that the driver evaluates in a page is
 * exempt from the page's ban on eval and would prove nothing.
 */

/** What both threads try. `foreign` is asked over and over: a refusal must be the policy's, not a server that is not there. */
const ATTEMPTS = `
const violations = [];
addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI }) => {
	violations.push(effectiveDirective + ' ' + blockedURI);
});
const settled = () => new Promise((resolve) => setTimeout(resolve, 200));
const asked = (url) => fetch(url).then(() => 'answered', (error) => error.name);
const run = (action) => {
	try {
		action();
		return 'ran';
	} catch (error) {
		return error.name;
	}
};
const attempt = async (foreign, own) => ({
	eval: run(() => (0, eval)('1')),
	function: run(() => new Function('return 1')()),
	foreign: await asked(foreign),
	own: await asked(own),
	import: await import(foreign).then(() => 'ran', (error) => error.name),
});
`;

/** In place of static/theme.js, the first script of each page. */
const pageScript = (foreign: string, own: string) => `${ATTEMPTS}
fetch(${JSON.stringify(foreign)}).then(() => {
	document.documentElement.dataset.early = 'answered';
});
addEventListener('keydown', async ({ key }) => {
	if (key !== 'F8') return;
	const found = await attempt(${JSON.stringify(foreign)}, ${JSON.stringify(own)});
	const script = document.createElement('script');
	found.text = run(() => (script.textContent = 'window.inlineRan = true'));
	run(() => {
		document.head.append(script);
	});
	run(() => {
		document.body.setAttribute('onclick', 'window.handlerRan = true');
	});
	document.body.click();
	found.html = run(() => (document.createElement('p').innerHTML = '<b>x</b>'));
	found.policy = run(() => window.trustedTypes.createPolicy('mine', {}));
	await settled();
	found.inline = window.inlineRan === true ? 'ran' : 'refused';
	found.handler = window.handlerRan === true ? 'ran' : 'refused';
	document.documentElement.dataset.page = JSON.stringify({ ...found, violations });
});
new BroadcastChannel('csp').onmessage = ({ data }) => {
	document.documentElement.dataset.worker = JSON.stringify(data);
};
`;

/** In place of the worker of the embedded network, started by the site's own code from a blob. */
const workerScript = (foreign: string, own: string) => `${ATTEMPTS}
const found = await attempt(${JSON.stringify(foreign)}, ${JSON.stringify(own)});
await settled();
new BroadcastChannel('csp').postMessage({ ...found, violations });
`;

interface Found extends Record<string, string | readonly string[]> {
	readonly violations: readonly string[];
}

async function told(page: Page, by: 'page' | 'worker'): Promise<Found> {
	const html = page.locator('html');
	await expect(html).toHaveAttribute(`data-${by}`, /.+/);
	return JSON.parse((await html.getAttribute(`data-${by}`)) ?? '') as Found;
}

test.describe('the content security policy', () => {
	let foreign: SiteHost;
	let host: SiteHost;
	test.beforeEach(async () => {
		foreign = await openHost('plain');
		const replace = new Map<string, string>();
		host = await openHost('plain', replace);
		const other = `${foreign.url}theme.js`;
		replace.set('theme.js', pageScript(other, host.page('networks.json')));
		replace.set(
			`${WORKERS}/${sandboxWorker ?? ''}`,
			workerScript(other, host.page('networks.json'))
		);
	});
	test.afterEach(async () => {
		await host.close();
		await foreign.close();
	});

	test('refuses the page’s own script inline code, eval, markup, and a connection that it could make before', async ({
		page
	}) => {
		await page.route(`${foreign.url}**`, (route) =>
			route.fulfill({ body: '', headers: { 'access-control-allow-origin': '*' } })
		);
		await page.goto(host.url, { waitUntil: 'networkidle' });
		// before networks.json was read: what follows is refused by the narrowed policy, not by a missing server
		await expect(page.locator('html')).toHaveAttribute('data-early', 'answered');
		await expect(page.locator('meta[http-equiv="content-security-policy"]')).toHaveCount(2);
		await page.keyboard.press('F8');
		const { violations, ...found } = await told(page, 'page');
		expect(found).toEqual({
			eval: 'EvalError',
			function: 'EvalError',
			foreign: 'TypeError',
			own: 'answered',
			import: 'TypeError',
			text: 'TypeError',
			html: 'TypeError',
			policy: 'TypeError',
			inline: 'refused',
			handler: 'refused'
		});
		expect(violations.join('\n')).toContain(`connect-src ${foreign.url}`);
	});

	test('holds in the worker, too: no eval, no foreign connection', async ({ page }) => {
		await page.goto(host.url, { waitUntil: 'networkidle' });
		await page.getByRole('button', { name: 'Start the demo' }).click();
		const { violations, ...found } = await told(page, 'worker');
		expect(found).toMatchObject({ eval: 'EvalError', function: 'EvalError', foreign: 'TypeError' });
		expect(found['own']).toBe('answered');
		expect(found['import']).toBe('TypeError');
		expect(violations.join('\n')).toContain(`connect-src ${foreign.url}`);
	});
});
