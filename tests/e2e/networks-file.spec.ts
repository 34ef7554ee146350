import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { test } from './support/site-test.ts';

const built = readFileSync(join(import.meta.dirname, '../../static/networks.json'), 'utf8');
const FAULTS = [
	{
		name: 'missing',
		text: undefined,
		reason: 'networks.json is missing: the host answered 404.'
	},
	{ name: 'no JSON', text: '<!doctype html><title>Gone</title>', reason: 'is not JSON' },
	{
		name: 'malformed',
		text: built.replace('"vault": "C', '"vault": "X'),
		reason: 'networks.sandbox.deployed.vault: expected a contract id (C…)'
	},
	{
		name: 'without a passphrase',
		text: built.replace(
			'"passphrase": "Nectar Sandbox Network ; November 2026"',
			'"passphrase": ""'
		),
		reason: 'networks.sandbox.passphrase'
	}
];

for (const { name, text, reason } of FAULTS) {
	test.describe(`networks.json is ${name}`, () => {
		test.use({ replace: new Map([['networks.json', text]]) });

		test('the page says what is wrong and shows no figure', async ({ page, host }) => {
			for (const path of ['', 'vault/', 'keeper/']) {
				await page.goto(host.page(path));
				const main = page.getByRole('main');
				await expect(main).toContainText(reason);
				await expect(main.getByRole('heading', { level: 1 })).toContainText(
					'does not know its networks'
				);
				await expect(main).not.toContainText(/\d USDC/);
				await expect(page.getByRole('button', { name: 'Load again' })).toBeVisible();
			}
		});

		test('texts can be read all the same', async ({ page, host }) => {
			await page.goto(host.page('docs/'));
			await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
			await expect(page.getByRole('main')).not.toContainText('does not know its networks');
		});
	});
}
