import { expect, test } from 'vitest';
import { DrivenClock } from './driven-clock.ts';

const AWHILE_MS = 1;

test('whoever waits for an engine at work is told once it sleeps, also if a ledger closed meanwhile', async () => {
	const clock = new DrivenClock();
	let told = false;
	const waiting = clock.waiting().then(() => {
		told = true;
	});
	clock.wake(); // the engine is at work: this ledger passes it by
	await Promise.resolve();
	expect(told).toBe(false);
	void clock.sleep(AWHILE_MS, new AbortController().signal);
	await waiting;
	expect(told).toBe(true);
});

test('an engine that was woken is waited for anew', async () => {
	const clock = new DrivenClock();
	const slept = clock.sleep(AWHILE_MS, new AbortController().signal);
	await clock.waiting();
	clock.wake();
	await slept;
	let told = false;
	const waiting = clock.waiting().then(() => {
		told = true;
	});
	await Promise.resolve();
	expect(told).toBe(false);
	void clock.sleep(AWHILE_MS, new AbortController().signal);
	await waiting;
});
