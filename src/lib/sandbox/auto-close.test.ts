import { expect, test, vi } from 'vitest';
import { closeByClock } from './auto-close.ts';

test('looks ten times a second until it is told to stop', async () => {
	vi.useFakeTimers();
	const looks: number[] = [];
	const stop = new AbortController();
	const host = {
		tick(nowMs: number) {
			looks.push(nowMs);
			return 0;
		}
	};
	const running = closeByClock(host, () => 7, stop.signal);
	await vi.advanceTimersByTimeAsync(1_000);
	expect(looks).toHaveLength(11);
	stop.abort();
	await running;
	await vi.advanceTimersByTimeAsync(1_000);
	expect(looks).toHaveLength(11);
	vi.useRealTimers();
});
