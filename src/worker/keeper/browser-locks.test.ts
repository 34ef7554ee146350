import { expect, test } from 'vitest';
import { browserLocks } from './browser-ports.ts';

const locks = browserLocks(navigator.locks);

test('a lock that was given back is free at once: a tab does not take itself for another one', async () => {
	for (let turn = 0; turn < 20; turn += 1) {
		const release = await locks.tryTake('keeper');
		expect(release).toBeDefined();
		expect(await locks.tryTake('keeper')).toBeUndefined();
		await release?.();
	}
});
test('whoever waits gets it once it is free', async () => {
	const release = await locks.tryTake('keeper');
	const waiting = locks.take('keeper', new AbortController().signal);
	await release?.();
	const next = await waiting;
	expect(next).toBeDefined();
	await next?.();
});
test('whoever does not wait any more gets nothing', async () => {
	const release = await locks.tryTake('keeper');
	const stop = new AbortController();
	const waiting = locks.take('keeper', stop.signal);
	stop.abort();
	expect(await waiting).toBeUndefined();
	await release?.();
});
