import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { cargoCounts, playwrightCounts, reported, vitestCounts, whole } from './counts.ts';

const folder = mkdtempSync(join(tmpdir(), 'nectar-counts-'));
afterAll(() => {
	rmSync(folder, { recursive: true });
});
function report(content: unknown): string {
	const file = join(folder, 'report.json');
	writeFileSync(file, JSON.stringify(content));
	return file;
}

describe('counting', () => {
	test('cargo: every binary of a workspace is added up, ignored tests count as failed', () => {
		const output = [
			'running 3 tests',
			'test result: ok. 3 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.00s',
			'test result: FAILED. 4 passed; 1 failed; 2 ignored; 0 measured; 0 filtered out; finished in 0.00s'
		].join('\n');
		expect(cargoCounts(output)).toEqual({ passed: 7, failed: 3 });
	});

	test('vitest: what did not pass failed, skipped tests too', () => {
		const file = report({ numPassedTests: 8, numTotalTests: 10, numPendingTests: 1 });
		expect(vitestCounts(file)).toEqual({ passed: 8, failed: 2 });
	});

	test('playwright: flaky and skipped tests count as failed', () => {
		const file = report({ stats: { expected: 5, skipped: 1, unexpected: 1, flaky: 1 } });
		expect(playwrightCounts(file)).toEqual({ passed: 5, failed: 3 });
	});

	test('a missing report is no test at all, and no test at all is a failure', () => {
		expect(reported(0, vitestCounts(join(folder, 'nowhere.json')))).toEqual({
			passed: 0,
			failed: 1
		});
	});

	test('an exit code that no test explains is a failure of its own', () => {
		expect(reported(101, { passed: 4, failed: 0 })).toEqual({ passed: 4, failed: 1 });
		expect(reported(1, { passed: 4, failed: 2 })).toEqual({ passed: 4, failed: 2 });
		expect(whole(2)).toEqual({ passed: 0, failed: 1 });
	});
});
