import { expect, test } from 'vitest';
import { ScreenWake } from './wake-lock.svelte.ts';

function screen(refuses = false) {
	const log: string[] = [];
	let released = true;
	const sentinel = {
		get released() {
			return released;
		},
		release: () => {
			released = true;
			log.push('release');
			return Promise.resolve();
		}
	};
	const request = () => {
		log.push('request');
		if (refuses) return Promise.reject(new Error('NotAllowedError'));
		released = false;
		return Promise.resolve(sentinel);
	};
	const navigator = { wakeLock: { request } } as unknown as Navigator;
	return {
		log,
		wake: new ScreenWake(() => navigator),
		hide: () => {
			released = true;
		}
	};
}

test('nothing is asked before it is wanted', async () => {
	const { wake, log } = screen();
	await wake.take();
	expect(log).toEqual([]);
});
test('is taken, taken again after the page was hidden, and given back', async () => {
	const { wake, log, hide } = screen();
	await wake.want(true);
	await wake.take();
	expect(log).toEqual(['request']);
	hide();
	await wake.take();
	expect(log).toEqual(['request', 'request']);
	await wake.want(false);
	expect(log).toEqual(['request', 'request', 'release']);
	expect(wake.wanted).toBe(false);
});
test('a refusal is told, and the wish stays', async () => {
	const { wake } = screen(true);
	await wake.want(true);
	expect(wake.wanted).toBe(true);
	expect(wake.trouble).toMatch(/battery/);
});
test('a browser without it says so', async () => {
	const wake = new ScreenWake(() => undefined);
	await wake.want(true);
	expect(wake.trouble).toMatch(/cannot/);
});
